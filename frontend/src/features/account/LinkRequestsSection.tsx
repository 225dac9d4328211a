import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { useAccountMessages } from './accountMessages.ts';

/** What was asked for with the person's address. */
export const LinkRequestsParts = graphql(`
  fragment LinkRequestsSection on Viewer { id linkRequests { count places withheld since } }
`);

/** Tells who else may be asking for links with the person's address; nothing where it was at most once. */
export function LinkRequestsSection({ viewer }: { viewer: FragmentType<typeof LinkRequestsParts> }) {
  const t = useAccountMessages().account.requests;
  const locale = useLocale();
  const asked = readFragment(LinkRequestsParts, viewer).linkRequests;
  if (!asked || asked.count < 2) return null;
  return (
    <section aria-labelledby="link-requests">
      <h2 className="kern-heading-medium" id="link-requests">
        {t.title}
      </h2>
      <Alert kind="info" title={t.asked(asked.count, asked.places, formatTime(asked.since, locale))}>
        {asked.withheld > 0 && <p>{t.withheld(asked.withheld)}</p>}
        <p>{t.advice}</p>
      </Alert>
    </section>
  );
}
