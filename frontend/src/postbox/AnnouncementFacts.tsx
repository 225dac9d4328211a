import type { AnnouncementPartsFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { formatDate } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { Badge } from '../ui/Badge.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { useProvisionMessages } from './provisionMessages.ts';

/** When a decision counts as announced, and why. */
export const AnnouncementParts = graphql(`
  fragment AnnouncementParts on LegalDate { date provisional explanation easy rule { id law article } supersedes { date } }
`);

interface AnnouncementFactsProps {
  /** Null where the facts give no day. */
  announcement: AnnouncementPartsFragment | null;
  side: 'owner' | 'authority';
  /** What is said in easy language before it. */
  before: readonly string[];
}

/** The day on which a decision counts as announced, with its rule and the reasons, or that there is none so far. */
export function AnnouncementFacts({ announcement, side, before }: AnnouncementFactsProps) {
  const t = useProvisionMessages();
  const locale = useLocale();
  if (!announcement)
    return (
      <div className="stack">
        <p className="small">{t.noDay}</p>
        <EasyLanguage lines={[...before, ...t.easyNoDay]} />
      </div>
    );
  const { date, provisional, explanation, easy, rule, supersedes } = announcement;
  const day = formatDate(date, locale);
  const known = side === 'owner' ? [easy] : [t.easyDay(day), ...(provisional ? [t.easyProvisional] : [])];
  return (
    // biome-ignore lint/a11y/useSemanticElements: no set of fields, and no landmark: a thread may have several.
    <div role="group" className="stack" aria-label={t.announced}>
      <p className="row">
        <strong>{t.announced}:</strong> <time dateTime={date}>{day}</time>
        {provisional && <Badge kind="warning">{t.provisional}</Badge>}
      </p>
      {supersedes && <p className="small muted">{t.before(formatDate(supersedes.date, locale))}</p>}
      <Disclosure summary={t.why}>
        <p className="small">{explanation}</p>
        <p className="small">
          {t.rule}{' '}
          <TextLink to="/vertrauen/regeln">
            {rule.article} {rule.law}
          </TextLink>
        </p>
      </Disclosure>
      <EasyLanguage lines={[...before, ...known]} />
    </div>
  );
}
