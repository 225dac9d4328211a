import { type FormEvent, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';
import { DeclineCase } from '../../postbox/handover/DeclineCase.tsx';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useInboxMessages } from './inboxMessages.ts';

const AddNote = graphql(`
  mutation AddNote($input: CaseNoteAddInput!) {
    caseNoteAdd(input: $input) { case { id notes { id author body at } } userErrors { code field message } }
  }
`);

/** A note among the clerks of an authority, what is typed stays until it is saved; and beside it how to decline the case. */
export function NoteForm({ caseId }: { caseId: string }) {
  const t = useInboxMessages();
  const common = useCommonMessages();
  const client = useClient();
  const name = `note.${caseId}`;
  const [open, setOpen] = useState(false);
  const [body, setBody] = useState(() => readLocalDraft<string>(name) ?? '');
  const [error, setError] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  useEffect(() => (body ? keepLocalDraft(name, body) : dropLocalDraft(name)), [name, body]);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!body.trim()) return setError(t.notes.required);
    setBusy(true);
    const { data, error: fault } = await client.mutation(AddNote, { input: { caseId, body } }).toPromise();
    setBusy(false);
    const refused = fault ? problemText(fault, common) : data?.caseNoteAdd.userErrors[0]?.message;
    setError(refused);
    if (refused) return;
    setBody('');
    setOpen(false);
    say(t.notes.saved);
  };
  if (!open) {
    return (
      <>
        <Button look="tertiary" icon="edit" aria-label={t.notes.title} onClick={() => setOpen(true)}>
          {t.notes.add}
        </Button>
        <DeclineCase caseId={caseId} />
      </>
    );
  }
  return (
    <form className="inbox-note-form" noValidate onSubmit={save}>
      <TextArea
        id="note"
        label={t.notes.label}
        hint={t.notes.only}
        rows={3}
        maxLength={10_000}
        value={body}
        error={error}
        autoFocus
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
      <div className="form-actions">
        <Button type="submit" busy={busy}>
          {t.notes.save}
        </Button>
        <Button look="tertiary" onClick={() => setOpen(false)}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}
