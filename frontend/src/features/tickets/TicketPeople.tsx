import { useState } from 'react';
import { useClient } from 'urql';
import type { TicketPartsFragment, TicketPersonPartsFragment, TicketRowPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatTime, formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { AddPersonForm } from './AddPersonForm.tsx';
import type { Reader } from './TicketRow.tsx';
import { TicketPersonParts } from './ticketParts.ts';
import { useTicketsMessages } from './ticketsMessages.ts';
import { useTicketUpdate } from './useTicketUpdate.ts';

const MailProbeSend = graphql(`
  mutation MailProbeSend($input: MailProbeSendInput!) {
    mailProbeSend(input: $input) { participant { id ...TicketPersonParts } userErrors { code field message } }
  }
`);

function MailState({ person }: { person: TicketPersonPartsFragment }) {
  const t = useTicketsMessages();
  const locale = useLocale();
  const { state, since, problem } = person.mail;
  const when = since ? formatTimeAsDay(since, locale) : '';
  // A test mail that is older than what is known says nothing more.
  const waits = person.probeSentAt && (!since || since < person.probeSentAt) && state !== 'REACHED';
  return (
    <>
      <p className="small tickets-mail">
        <Icon name={state === 'REACHED' ? 'success' : state === 'FAILING' ? 'warning' : 'help'} size="small" />
        <span>
          {state === 'UNKNOWN' ? t.people.mail.UNKNOWN : t.people.mail[state](when)} {problem}
        </span>
      </p>
      {waits && person.probeSentAt && (
        <p className="muted small">{t.people.probeSent(formatTime(person.probeSentAt, locale))}</p>
      )}
    </>
  );
}

interface PersonProps {
  person: TicketPersonPartsFragment;
  changeable: boolean;
  onRemove: (() => void) | undefined;
}

function Person({ person, changeable, onRemove }: PersonProps) {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // The same press sends one mail, also when its answer was lost.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { id, name, role, email, organisation } = person;
  const probe = async () => {
    setBusy(true);
    const input = { participantId: id, idempotencyKey: key };
    const { data, error } = await client.mutation(MailProbeSend, { input }).toPromise();
    setBusy(false);
    const refused = error ? problemText(error, common) : (data?.mailProbeSend.userErrors[0]?.message ?? null);
    setProblem(refused);
    if (!error) setKey(crypto.randomUUID());
    if (!refused) say(t.people.probeSaid(name));
  };
  return (
    <li className="tickets-person">
      <p>
        <strong className="verbatim">{name}</strong> <span className="muted small">{t.people.roles[role]}</span>
      </p>
      {(email || organisation) && (
        <p className="muted small verbatim">{[organisation?.name, email].filter(Boolean).join(' · ')}</p>
      )}
      <MailState person={person} />
      {problem && <Alert kind="warning" title={problem} announce />}
      {changeable && (
        <div className="form-actions no-print">
          <Button
            small
            look="tertiary"
            icon="mail"
            busy={busy}
            aria-label={t.people.probeOf(name)}
            onClick={() => void probe()}
          >
            {t.people.probe}
          </Button>
          {onRemove && (
            <Button small look="tertiary" icon="delete" aria-label={t.people.removeOf(name)} onClick={onRemove}>
              {t.people.remove}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

interface TicketPeopleProps {
  ticket: TicketPartsFragment;
  row: TicketRowPartsFragment;
  reader: Reader;
}

/** Who takes part, whether mails to them arrive, and who joins and leaves. */
export function TicketPeople({ ticket, row, reader }: TicketPeopleProps) {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const people = readFragment(TicketPersonParts, ticket.participants);
  const update = useTicketUpdate(row);
  const [leaving, setLeaving] = useState<TicketPersonPartsFragment | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const changeable = !ticket.mergedInto;
  const removable = ({ role }: TicketPersonPartsFragment) =>
    changeable && (reader === 'operator' || role === 'COPY' || role === 'IT_PROVIDER');
  const remove = async () => {
    if (!leaving || busy) return;
    setBusy(true);
    const refused = await update({ removeParticipantIds: [leaving.id] });
    setBusy(false);
    setProblem(refused);
    setLeaving(null);
    if (!refused) say(t.people.removed(leaving.name));
  };
  return (
    <section className="stack" aria-labelledby="ticket-people">
      <h2 className="kern-heading-small" id="ticket-people">
        {t.people.title}
      </h2>
      <p className="muted small">{people.length > 0 ? t.people.lead : t.people.nobody}</p>
      {problem && <Alert kind="warning" title={problem} announce />}
      <ul className="tickets-people">
        {people.map((person) => (
          <Person
            key={person.id}
            person={person}
            changeable={changeable}
            onRemove={removable(person) ? () => setLeaving(person) : undefined}
          />
        ))}
      </ul>
      {changeable && (
        <div className="no-print">
          <Disclosure summary={t.people.add}>
            <AddPersonForm row={row} reader={reader} />
          </Disclosure>
        </div>
      )}
      <Dialog
        open={leaving !== null}
        title={leaving ? t.people.removeTitle(leaving.name) : ''}
        onClose={() => setLeaving(null)}
        actions={
          <>
            <Button look="primary" busy={busy} onClick={() => void remove()}>
              {t.people.remove}
            </Button>
            <Button look="tertiary" onClick={() => setLeaving(null)}>
              {common.cancel}
            </Button>
          </>
        }
      >
        <p>{t.people.removeText}</p>
      </Dialog>
    </section>
  );
}
