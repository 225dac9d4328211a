import { type ReactNode, useState } from 'react';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';

interface RemoveDialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  /** Answers why it could not be done, or null when it is done. */
  act: () => Promise<string | null>;
  /** Whether it is known what would be lost; until then nothing can be deleted. */
  ready?: boolean;
  /** What will be lost, and what others keep. */
  children: ReactNode;
}

/** Asks before something is deleted for good. */
export function RemoveDialog({ open, title, onClose, act, ready = true, children }: RemoveDialogProps) {
  const t = useMailboxMessages();
  const common = useCommonMessages();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async () => {
    setBusy(true);
    setProblem(await act());
    setBusy(false);
  };
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" icon="delete" busy={busy || !ready} onClick={() => void run()}>
            {busy ? common.working : t.remove.act}
          </Button>
          <Button onClick={onClose}>{common.cancel}</Button>
        </>
      }
    >
      <div className="stack">
        {children}
        {problem && <Alert kind="danger" title={problem} announce />}
      </div>
    </Dialog>
  );
}
