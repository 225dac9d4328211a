import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import type { TicketRowPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TicketRowParts } from './ticketParts.ts';
import { useTicketsMessages } from './ticketsMessages.ts';

const MergeTarget = graphql(`
  query MergeTarget($reference: String!) { ticket(reference: $reference) { id ...TicketRowParts } }
`);

const TicketMerge = graphql(`
  mutation TicketMerge($input: TicketMergeInput!) {
    ticketMerge(input: $input) {
      ticket { id ...TicketParts }
      merged { id ...TicketParts }
      userErrors { code field message }
    }
  }
`);

/** Merges a ticket into another one, after saying what happens then. */
export function MergeDialog({ row }: { row: TicketRowPartsFragment }) {
  const t = useTicketsMessages();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button small look="tertiary" onClick={() => setOpen(true)}>
        {t.work.merge}
      </Button>
      <Dialog open={open} title={t.merge.title(row.reference)} onClose={() => setOpen(false)}>
        <Merging row={row} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Merging({ row, onClose }: { row: TicketRowPartsFragment; onClose: () => void }) {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const client = useClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [into, setInto] = useState<TicketRowPartsFragment | null>(null);
  const [problem, setProblem] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);

  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const asked = client.query(MergeTarget, { reference: typed }, { requestPolicy: 'network-only' });
    const { data, error } = await asked.toPromise();
    setBusy(false);
    const found = data?.ticket ? readFragment(TicketRowParts, data.ticket) : null;
    const refused = !found
      ? error
        ? problemText(error, common)
        : t.merge.unknown
      : found.id === row.id
        ? t.merge.itself
        : row.organisation && found.organisation?.id !== row.organisation.id
          ? t.merge.otherOrganisation
          : undefined;
    setProblem(refused);
    setInto(refused ? null : found);
  };
  const merge = async () => {
    if (!into || busy) return;
    setBusy(true);
    const input = { ticketId: row.id, expectedVersion: row.version, intoTicketId: into.id };
    const { data, error } = await client.mutation(TicketMerge, { input }).toPromise();
    setBusy(false);
    const [refused] = data?.ticketMerge.userErrors ?? [];
    if (error || refused) {
      return setProblem(
        error ? problemText(error, common) : refused?.code === 'STALE' ? t.work.stale : refused?.message,
      );
    }
    onClose();
    say(t.merge.done(into.reference));
    await navigate({ to: '/tickets/$reference', params: { reference: into.reference } });
  };
  return (
    <div className="stack">
      <form className="stack" noValidate onSubmit={find}>
        <TextInput
          id="merge-into"
          label={t.merge.into}
          hint={t.merge.intoHint}
          value={typed}
          // What is shown, and merged into, is what stands here: it does not change while it is looked for.
          readOnly={busy}
          error={problem}
          autoComplete="off"
          onChange={({ target }) => {
            setTyped(target.value);
            setInto(null);
          }}
        />
        <div>
          <Button type="submit" busy={busy}>
            {t.merge.find}
          </Button>
        </div>
      </form>
      <div role="status">
        {into && (
          <Alert kind="info" title={t.merge.happens}>
            <ul className="tickets-points">
              <li>{t.merge.moves(row.reference, into.reference, into.subject)}</li>
              <li>{t.merge.ends(row.reference)}</li>
              <li>{t.merge.mails(into.reference)}</li>
              <li>{t.merge.nobody}</li>
              <li>{t.merge.final}</li>
            </ul>
          </Alert>
        )}
      </div>
      <div className="form-actions">
        {into && (
          <Button look="primary" busy={busy} onClick={() => void merge()}>
            {t.merge.submit}
          </Button>
        )}
        <Button look="tertiary" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </div>
  );
}
