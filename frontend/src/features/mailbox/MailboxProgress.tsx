import { graphql } from '../../gql/index.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { ProgressFacts } from '../../postbox/ProgressFacts.tsx';
import { useProgressMessages } from '../../postbox/progressMessages.ts';
import { useMailboxEvents } from './mailboxEvents.ts';

const Progress = graphql(`
  query MailboxProgress($id: ID!) {
    caseMailbox(id: $id) { id state parties { id authority { id name } progress { ...ProgressParts } } }
  }
`);

/** How far the matter is with each authority that has it; nothing while nobody has. */
export function MailboxProgress({ mailboxId }: { mailboxId: string }) {
  const t = useProgressMessages();
  const { data, again } = useSteadyQuery(Progress, { id: mailboxId });
  useMailboxEvents((event) => {
    if (event.mailboxId !== mailboxId) return;
    if (['PROGRESS_CHANGED', 'MESSAGE_SENT', 'DELIVERY_CHANGED'].includes(event.kind)) again();
  });
  const parties = data?.caseMailbox?.parties.filter(({ progress }) => progress !== null) ?? [];
  if (parties.length === 0) return null;
  return (
    <section className="mailbox-parties" aria-labelledby="mailbox-progress">
      <h2 className="kern-heading-small" id="mailbox-progress">
        {t.title}
      </h2>
      <ul>
        {parties.map(({ id, authority, progress }) => (
          <li key={id} className="mailbox-party">
            <p>
              <strong className="verbatim">{authority.name}</strong>
            </p>
            {progress && <ProgressFacts progress={progress} side="owner" />}
          </li>
        ))}
      </ul>
    </section>
  );
}
