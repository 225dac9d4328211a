import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { Deadlines } from '../../postbox/deadlines/Deadlines.tsx';
import { ProgressFacts } from '../../postbox/ProgressFacts.tsx';
import { ProgressFailed } from '../../postbox/ProgressFailed.tsx';
import { useProgressMessages } from '../../postbox/progressMessages.ts';
import { refreshParts } from '../../postbox/shownParts.ts';
import { Badge } from '../../ui/Badge.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { useMailboxEvents } from './mailboxEvents.ts';

const Progress = graphql(`
  query MailboxProgress($id: ID!) {
    caseMailbox(id: $id) { id state parties {
      id
      authority { id name }
      declinedAt
      suggestedAuthority { id name }
      progress { since ...ProgressParts }
    } deadlines { id ...DeadlineParts } }
  }
`);

/** That an authority said that it is not competent, and whom it named. */
function Declined({ declinedAt, named }: { declinedAt: string; named: string | undefined }) {
  const t = useProgressMessages();
  const locale = useLocale();
  return (
    <>
      <p className="row">
        <Badge kind="warning" icon="warning">
          {t.declined}
        </Badge>
        <span className="muted small">{t.since(formatTimeAsDay(declinedAt, locale))}</span>
      </p>
      <p className="small">{named ? t.named(named) : t.namesNobody}</p>
      <EasyLanguage lines={t.easyDeclined} />
    </>
  );
}

/** How far the matter is with each authority that has it, and which periods run; nothing while nobody has it. */
export function MailboxProgress({ mailboxId }: { mailboxId: string }) {
  const t = useProgressMessages();
  const { data, error, again } = useSteadyQuery(Progress, { id: mailboxId });
  useMailboxEvents((event) => {
    if (event.mailboxId !== mailboxId) return;
    again();
    refreshParts();
  });
  if (error && !data) return <ProgressFailed again={again} />;
  const parties = data?.caseMailbox?.parties.filter(({ progress }) => progress !== null) ?? [];
  if (parties.length === 0 && !data?.caseMailbox?.deadlines.length) return null;
  return (
    <>
      {parties.length > 0 && (
        <section className="mailbox-parties" aria-labelledby="mailbox-progress">
          <h2 className="kern-heading-small" id="mailbox-progress">
            {t.title}
          </h2>
          <ul>
            {parties.map(({ id, authority, progress, declinedAt, suggestedAuthority }) => (
              <li key={id} className="mailbox-party">
                <p>
                  <strong className="verbatim">{authority.name}</strong>
                </p>
                {/* What it said last counts: it may have taken the matter up again. */}
                {declinedAt && progress && declinedAt >= progress.since ? (
                  <Declined declinedAt={declinedAt} named={suggestedAuthority?.name} />
                ) : (
                  progress && <ProgressFacts progress={progress} side="owner" />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Deadlines deadlines={data?.caseMailbox?.deadlines ?? []} side="owner" />
    </>
  );
}
