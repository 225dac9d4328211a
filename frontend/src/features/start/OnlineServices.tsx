import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import type { Pages } from '../../lib/usePages.ts';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { useStartMessages } from './startMessages.ts';

/** A service that can be done online, with whose it is and when its link was found to work. */
export const OnlineServiceParts = graphql(`
  fragment OnlineServiceParts on OnlineService {
    id url checkedAt
    service { id name }
    authority { id name }
    organisation { id name }
  }
`);

interface OnlineServicesProps {
  pages: Pages<unknown, { id: string } & FragmentType<typeof OnlineServiceParts>>;
}

/** Where things can be done online; not shown where there is nothing, nor while nobody knows. */
export function OnlineServices({ pages }: OnlineServicesProps) {
  const t = useStartMessages();
  if (pages.nodes.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="start-online">
      <h2 className="kern-heading-medium" id="start-online">
        {t.online.title}
      </h2>
      <ul className="start-online">
        {pages.nodes.map((node) => (
          <OnlineService key={node.id} online={node} />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </section>
  );
}

function OnlineService({ online }: { online: FragmentType<typeof OnlineServiceParts> }) {
  const t = useStartMessages();
  const locale = useLocale();
  const { url, checkedAt, service, authority, organisation } = readFragment(OnlineServiceParts, online);
  const whose = authority.name === organisation.name ? authority.name : `${authority.name}, ${organisation.name}`;
  return (
    <li>
      <ExternalLink href={url}>{t.online.open(service.name)}</ExternalLink>
      <p className="muted small">
        {t.online.of(whose)} · {t.online.checked(formatTimeAsDay(checkedAt, locale))}
      </p>
    </li>
  );
}
