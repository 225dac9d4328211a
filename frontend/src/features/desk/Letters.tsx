import { useState } from 'react';
import { useQuery } from 'urql';
import { check, object, pipe, string, trim } from 'valibot';
import { graphql, readFragment } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { usePages } from '../../lib/usePages.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { GrantLetter } from './GrantLetter.tsx';
import { LetterBatchParts, LetterBatchRow } from './LetterBatchRow.tsx';
import { ListState } from './ListState.tsx';
import { OutcomeAlert } from './OutcomeAlert.tsx';
import { PrintedDialog } from './PrintedDialog.tsx';
import { useOutcome } from './useOutcome.ts';

const DeskLetters = graphql(`
  query DeskLetters($after: String) {
    desk {
      letterBatches(first: 20, after: $after) {
        edges { cursor node { id ...LetterBatchParts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const LettersWaiting = graphql(`
  query LettersWaiting { desk { lettersWaiting } }
`);

const LetterBatchCreate = graphql(`
  mutation LetterBatchCreate($input: LetterBatchCreateInput!) {
    letterBatchCreate(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }
  }
`);

function NewBatch({ waiting, onMade }: { waiting: number; onMade: (letters: number) => void }) {
  const t = useDeskMessages();
  const form = useForm({
    initial: { limit: '500' },
    schema: object({
      limit: pipe(
        string(),
        trim(),
        check((limit) => /^\d{1,4}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 1000, t.letters.limitForm),
      ),
    }),
  });
  const submit = useSubmit(form, LetterBatchCreate);
  const make = async ({ limit }: { limit: string }) => {
    const payload = await submit({ input: { limit: Number(limit) } });
    if (payload?.batch) onMade(readFragment(LetterBatchParts, payload.batch).letters);
  };
  if (waiting === 0) return null;
  return (
    <Form form={form} onSubmit={make} label={t.letters.create}>
      <TextInput className="desk-number" label={t.letters.limit} inputMode="numeric" {...form.field('limit')} />
      <Button type="submit" look="primary" icon="draft" busy={form.submitting}>
        {t.letters.create}
      </Button>
    </Form>
  );
}

/** Letters that wait, batches for the print provider, and what was printed. */
export function Letters({ onChange }: { onChange: () => void }) {
  const t = useDeskMessages();
  const [outcome, setOutcome] = useOutcome();
  const [printing, setPrinting] = useState<string | null>(null);
  const [{ data }, ask] = useQuery({ query: LettersWaiting, requestPolicy: 'cache-and-network' });
  const pages = usePages({ query: DeskLetters, variables: {}, read: (answer) => answer.desk?.letterBatches });
  const batches = readFragment(LetterBatchParts, pages.nodes);
  const waiting = data?.desk?.lettersWaiting;
  const changed = (text: string) => {
    setOutcome({ kind: 'success', text });
    setPrinting(null);
    ask({ requestPolicy: 'network-only' });
    pages.reload();
    onChange();
  };
  return (
    <div className="stack">
      <p>{t.letters.lead}</p>
      <OutcomeAlert outcome={outcome} />
      {waiting !== undefined && (
        <>
          <p>
            <strong>{t.letters.waiting(waiting)}</strong>
          </p>
          <NewBatch waiting={waiting} onMade={(letters) => changed(t.letters.created(letters))} />
        </>
      )}
      <h3 className="kern-heading-small">{t.letters.batches}</h3>
      <ListState loading={pages.loading} error={pages.error} empty={batches.length === 0} title={t.letters.noBatches} />
      <ul className="card-list">
        {batches.map((batch) => (
          <LetterBatchRow key={batch.id} batch={batch} onPrinted={() => setPrinting(batch.id)} />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      <GrantLetter onGranted={() => setOutcome({ kind: 'success', text: t.letters.granted })} />
      <PrintedDialog batchId={printing} onClose={() => setPrinting(null)} onMarked={() => changed(t.letters.marked)} />
    </div>
  );
}
