import { type FormEvent, Suspense, useState } from 'react';
import type { TicketRowPartsFragment, TicketState } from '../../gql/graphql.ts';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Select } from '../../ui/Select.tsx';
import { type Reader, StateBadge, useAssignee } from './TicketRow.tsx';
import { useTicketsMessages } from './ticketsMessages.ts';
import { useTicketUpdate } from './useTicketUpdate.ts';

// For operators alone.
const MergeDialog = lazyPart(() => import('./MergeDialog.tsx'), 'MergeDialog', nothing);

interface TicketWorkProps {
  row: TicketRowPartsFragment;
  reader: Reader;
}

const states: readonly TicketState[] = ['OPEN', 'WAITING_FOR_REQUESTER', 'WAITING_FOR_VENDOR', 'RESOLVED'];

// A resolved ticket is opened again before it can wait for anybody.
function statesFrom(state: TicketState): readonly TicketState[] {
  return state === 'RESOLVED' ? ['OPEN', 'RESOLVED'] : states;
}

/** Whom a ticket waits for and who has it, and what can be changed about that. */
export function TicketWork({ row, reader }: TicketWorkProps) {
  const t = useTicketsMessages();
  const assignee = useAssignee();
  const update = useTicketUpdate(row);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (input: Parameters<typeof update>[0], done: string) => {
    if (busy) return;
    setBusy(true);
    const refused = await update(input);
    setBusy(false);
    setProblem(refused);
    if (refused === null) say(done);
  };
  const resolved = row.state === 'RESOLVED';
  return (
    <section className="tickets-work" aria-label={t.work.title}>
      <p className="row">
        <StateBadge state={row.state} reader={reader} />
        {(row.assigneeName || reader === 'operator') && <span>{assignee(row)}</span>}
      </p>
      {problem && <Alert kind="warning" title={problem} announce />}
      {reader === 'operator' ? (
        <>
          {/* Another state from elsewhere begins the choice anew. */}
          <StateForm
            key={row.state}
            state={row.state}
            busy={busy}
            onSet={(state) => void change({ state }, t.work.saved)}
          />
          <div className="form-actions">
            {!row.assignedToMe && (
              <Button small busy={busy} onClick={() => void change({ assignToMe: true }, t.work.taken)}>
                {row.assigneeName ? t.work.takeFrom(row.assigneeName) : t.work.take}
              </Button>
            )}
            {row.assignedToMe && (
              <Button small busy={busy} onClick={() => void change({ assignToMe: false }, t.work.given)}>
                {t.work.giveBack}
              </Button>
            )}
            {(row.kind === 'QUESTION' || row.kind === 'CONTACT') && (
              <Suspense>
                <MergeDialog row={row} />
              </Suspense>
            )}
          </div>
        </>
      ) : (
        <div className="form-actions">
          <Button
            small
            busy={busy}
            onClick={() => void change({ state: resolved ? 'OPEN' : 'RESOLVED' }, t.work.saved)}
          >
            {resolved ? t.work.reopen : t.work.resolve}
          </Button>
        </div>
      )}
    </section>
  );
}

interface StateFormProps {
  state: TicketState;
  busy: boolean;
  onSet: (state: TicketState) => void;
}

function StateForm({ state, busy, onSet }: StateFormProps) {
  const t = useTicketsMessages();
  const [chosen, setChosen] = useState(state);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && chosen !== state) onSet(chosen);
  };
  return (
    <form className="tickets-state" noValidate onSubmit={onSubmit}>
      <Select
        id="ticket-state"
        label={t.work.waitsFor}
        value={chosen}
        onChange={({ target }) => setChosen(target.value as TicketState)}
      >
        {statesFrom(state).map((one) => (
          <option key={one} value={one}>
            {t.operatorStates[one]}
          </option>
        ))}
      </Select>
      <Button type="submit" small busy={busy}>
        {t.work.set}
      </Button>
    </form>
  );
}
