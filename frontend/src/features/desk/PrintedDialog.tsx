import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useDeskMessages } from './deskMessages.ts';

const LetterBatchPrinted = graphql(`
  mutation LetterBatchPrinted($input: LetterBatchPrintedInput!) {
    letterBatchPrinted(input: $input) { batch { id ...LetterBatchParts } userErrors { code field message } }
  }
`);

interface PrintedDialogProps {
  /** The batch to be reported, null while none is. */
  batchId: string | null;
  onClose: () => void;
  onMarked: () => void;
}

/** Asks before a batch is reported as printed, because its files end with that. */
export function PrintedDialog({ batchId, onClose, onMarked }: PrintedDialogProps) {
  const t = useDeskMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const close = () => {
    setProblem('');
    onClose();
  };
  const mark = async () => {
    if (!batchId) return;
    setBusy(true);
    const { data, error } = await client.mutation(LetterBatchPrinted, { input: { batchId } });
    setBusy(false);
    const refusal = error ? problemText(error, common) : data?.letterBatchPrinted.userErrors[0]?.message;
    if (refusal) return setProblem(refusal);
    setProblem('');
    onMarked();
  };
  return (
    <Dialog
      open={batchId !== null}
      title={t.letters.markTitle}
      onClose={close}
      actions={
        <>
          <Button look="primary" icon="check" busy={busy} onClick={() => void mark()}>
            {busy ? common.working : t.letters.mark}
          </Button>
          <Button onClick={close}>{common.cancel}</Button>
        </>
      }
    >
      <div className="stack">
        <p>{t.letters.markText}</p>
        {problem && <Alert kind="danger" title={problem} announce />}
      </div>
    </Dialog>
  );
}
