import { useState } from 'react';
import { useClient } from 'urql';
import type { CannedPartsFragment } from '../../gql/graphql.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { CannedAnswerSave } from './CannedForm.tsx';
import { useTicketsMessages } from './ticketsMessages.ts';

interface RemoveCannedProps {
  answer: CannedPartsFragment;
  title: string;
  onRemoved: () => void;
}

/** Takes a canned answer out of the list, once that is confirmed. */
export function RemoveCanned({ answer, title, onRemoved }: RemoveCannedProps) {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    const { id: answerId, version: expectedVersion, titleDe, bodyDe, titleEn, bodyEn } = answer;
    const input = { answerId, expectedVersion, titleDe, bodyDe, titleEn, bodyEn, removed: true };
    const { data, error } = await client.mutation(CannedAnswerSave, { input }).toPromise();
    setBusy(false);
    const refused = error ? problemText(error, common) : (data?.cannedAnswerSave.userErrors[0]?.message ?? null);
    setProblem(refused);
    if (refused) return;
    setOpen(false);
    say(t.canned.removed);
    onRemoved();
  };
  return (
    <>
      <Button small look="tertiary" icon="delete" aria-label={t.canned.removeOf(title)} onClick={() => setOpen(true)}>
        {t.canned.remove}
      </Button>
      <Dialog
        open={open}
        title={t.canned.removeTitle(title)}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button look="primary" busy={busy} onClick={() => void remove()}>
              {t.canned.remove}
            </Button>
            <Button look="tertiary" onClick={() => setOpen(false)}>
              {common.cancel}
            </Button>
          </>
        }
      >
        {problem && <Alert kind="warning" title={problem} announce />}
        <p>{t.canned.removeText}</p>
      </Dialog>
    </>
  );
}
