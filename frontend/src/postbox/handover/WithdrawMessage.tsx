import { useState } from 'react';
import { useClient } from 'urql';
import type { MessagePartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useHandoverMessages } from './handoverMessages.ts';

const Withdraw = graphql(`
  mutation WithdrawMessage($input: MessageWithdrawInput!) {
    messageWithdraw(input: $input) {
      message { id ...MessageParts }
      case { id version state waitingSince }
      userErrors { code field message }
    }
  }
`);

/** Takes a message back that the person has not opened. */
export function WithdrawMessage({ message }: { message: MessagePartsFragment }) {
  const t = useHandoverMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async () => {
    if (!reason.trim()) return setMissing(true);
    setBusy(true);
    const { data, error } = await client.mutation(Withdraw, { input: { messageId: message.id, reason } }).toPromise();
    setBusy(false);
    const refused = error ? problemText(error, common) : data?.messageWithdraw.userErrors[0]?.message;
    if (refused) return setProblem(refused);
    setAsking(false);
    say(t.withdraw.done);
  };
  return (
    <>
      <Button
        small
        look="tertiary"
        icon="arrow-back"
        aria-label={t.withdraw.named(message.subject)}
        onClick={() => setAsking(true)}
      >
        {t.withdraw.act}
      </Button>
      <Dialog
        open={asking}
        title={t.withdraw.title}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button look="primary" busy={busy} onClick={() => void act()}>
              {busy ? common.working : t.withdraw.act}
            </Button>
            <Button onClick={() => setAsking(false)}>{common.cancel}</Button>
          </>
        }
      >
        <div className="stack">
          <p>{t.withdraw.text}</p>
          {message.kind === 'DECISION' && <p>{t.withdraw.decision}</p>}
          <TextArea
            id={`${message.id}-withdraw`}
            label={t.withdraw.reason}
            hint={t.withdraw.reasonHint}
            rows={3}
            maxLength={2000}
            value={reason}
            error={missing ? t.withdraw.reasonMissing : undefined}
            onChange={(event) => {
              setReason(event.target.value);
              setMissing(false);
            }}
          />
          {problem && <Alert kind="danger" title={problem} announce />}
        </div>
      </Dialog>
    </>
  );
}
