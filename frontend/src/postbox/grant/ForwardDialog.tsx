import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useAttemptKey } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckboxGroup } from '../../ui/CheckboxGroup.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { AuthorityChoice, type ChosenAuthority } from '../handover/AuthorityChoice.tsx';
import { useGrantMessages } from './grantMessages.ts';

const ForwardableMessages = graphql(`
  query ForwardableMessages($id: ID!) {
    authorityCase(id: $id) {
      id
      messages(last: 20) { edges { cursor node { id subject sentAt direction fromAuthority { id } } } }
    }
  }
`);

const ForwardCase = graphql(`
  mutation ForwardCase($input: CaseForwardInput!) {
    caseForward(input: $input) {
      case { id version parties { id authority { id name } progress { ...ProgressParts } } }
      userErrors { code field message }
    }
  }
`);

interface ForwardDialogProps {
  caseId: string;
  onClose: (done: boolean) => void;
}

/** Which messages of the person go to which authority. */
export function ForwardDialog({ caseId, onClose }: ForwardDialogProps) {
  const t = useGrantMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const keyOf = useAttemptKey();
  const [{ data, error }] = useQuery({ query: ForwardableMessages, variables: { id: caseId } });
  const [messageIds, setMessageIds] = useState<string[]>([]);
  const [to, setTo] = useState<ChosenAuthority | null>(null);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const messages = (data?.authorityCase?.messages.edges ?? []).filter(
    ({ node }) => node.direction === 'OUTBOUND' && !node.fromAuthority,
  );
  const act = async () => {
    setTried(true);
    if (!to || messageIds.length === 0) return;
    setBusy(true);
    const input = { caseId, messageIds, toAuthorityId: to.id, note: note.trim() || null };
    const answer = await client
      .mutation(ForwardCase, { input: { ...input, idempotencyKey: keyOf(input) } })
      .toPromise();
    setBusy(false);
    const refused = answer.error ? problemText(answer.error, common) : answer.data?.caseForward.userErrors[0]?.message;
    if (refused) return setProblem(refused);
    say(t.clerk.done(to.name));
    onClose(true);
  };
  return (
    <Dialog
      open
      title={t.clerk.dialog}
      onClose={() => onClose(false)}
      actions={
        <>
          <Button look="primary" busy={busy} onClick={() => void act()}>
            {t.clerk.act}
          </Button>
          <Button onClick={() => onClose(false)}>{common.cancel}</Button>
        </>
      }
    >
      <div className="stack">
        <p>{t.clerk.intro}</p>
        {error && !data && <Alert kind="danger" title={problemText(error, common)} announce />}
        <CheckboxGroup
          id="forward-messages"
          label={t.clerk.which}
          error={tried && messageIds.length === 0 ? t.clerk.whichMissing : undefined}
          values={messageIds}
          onChange={setMessageIds}
          options={messages.map(({ node }) => ({
            value: node.id,
            label: <span className="verbatim">{node.subject}</span>,
            hint: formatTime(node.sentAt, locale),
          }))}
        />
        <AuthorityChoice
          id="forward-to"
          label={t.clerk.to}
          error={tried && !to ? t.clerk.toMissing : undefined}
          onChoose={setTo}
        />
        <TextArea
          id="forward-note"
          label={t.clerk.note}
          hint={t.clerk.noteHint}
          optional
          rows={3}
          maxLength={2000}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        {problem && <Alert kind="danger" title={problem} announce />}
      </div>
    </Dialog>
  );
}
