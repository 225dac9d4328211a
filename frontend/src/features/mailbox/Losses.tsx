import type { DeletionLossesFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatDate, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { useConsequencesMessages } from './consequencesMessages.ts';

/** What deleting loses, of a mailbox as of a message. */
export const DeletionLosses = graphql(`
  fragment DeletionLosses on DeletionPreview {
    keptBy { id name }
    onTheWay { id name }
    unopenedDecisions { id subject senderName sentAt }
    runningPeriods { id subject dueOn }
    deadlines { id kind authority { id name } message { id } day { date } }
    drafts
  }
`);

// What the server names at most.
const most = 50;

interface ListedProps {
  lead: string;
  lines: { id: string; text: string }[];
}

function Listed({ lead, lines }: ListedProps) {
  const t = useConsequencesMessages();
  if (lines.length === 0) return null;
  return (
    <Alert kind="warning" title={lead}>
      <ul>
        {lines.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      {lines.length >= most && <p>{t.first(most)}</p>}
    </Alert>
  );
}

/** What is lost and what goes on: decisions, periods with their days, drafts. */
export function Losses({ preview }: { preview: DeletionLossesFragment }) {
  const t = useConsequencesMessages();
  const locale = useLocale();
  const { unopenedDecisions, deadlines, drafts } = preview;
  // A message whose period is named is not named again.
  const dated = deadlines.map(({ message }) => message?.id);
  const dates = preview.runningPeriods.filter(({ id }) => !dated.includes(id));
  return (
    <>
      <Listed
        lead={t.decisions(unopenedDecisions.length)}
        lines={unopenedDecisions.map(({ id, subject, senderName, sentAt }) => ({
          id,
          text: t.decision(subject, senderName, formatTimeAsDay(sentAt, locale)),
        }))}
      />
      <Listed
        lead={t.periods(deadlines.length)}
        lines={deadlines.map(({ id, kind, authority, day }) => ({
          id,
          text: t.period(t.kinds[kind], authority.name, formatDate(day.date, locale)),
        }))}
      />
      <Listed
        lead={t.dates(dates.length)}
        lines={dates.map(({ id, subject, dueOn }) => ({ id, text: t.date(subject, formatDate(dueOn ?? '', locale)) }))}
      />
      {drafts > 0 && <p>{t.drafts(drafts)}</p>}
    </>
  );
}
