import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useMailboxEndMessages } from './mailboxEndMessages.ts';

const MailboxKeep = graphql(`
  mutation MailboxKeep($input: MailboxKeepInput!) {
    mailboxKeep(input: $input) {
      mailbox { id lastActivityAt deletesAt deletionWarnings deletionHeld deletionLetterPostedAt }
      userErrors { code field message }
    }
  }
`);

interface MailboxEndProps {
  mailboxId: string;
  deletesAt: string;
  /** Why it is not deleted although it would be over. */
  held: string | null | undefined;
  /** When a letter was posted that warns of it. */
  posted: string | null | undefined;
}

/** A mailbox whose owner was warned of its end: when that is, and the one thing to do against it. */
export function MailboxEnd({ mailboxId, deletesAt, held, posted }: MailboxEndProps) {
  const t = useMailboxEndMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const keep = async () => {
    setBusy(true);
    const { data, error } = await client.mutation(MailboxKeep, { input: { mailboxId } });
    setBusy(false);
    const refusal = error ? problemText(error, common) : data?.mailboxKeep.userErrors[0]?.message;
    if (refusal) return setProblem(refusal);
    say(t.kept);
  };
  const day = formatTimeAsDay(deletesAt, locale);
  return (
    <Alert kind="warning" title={held ? t.held : t.title(day)}>
      <p>{held ?? t.text}</p>
      {posted && !held && <p>{t.posted(formatTimeAsDay(posted, locale))}</p>}
      <EasyLanguage lines={held ? t.easyHeld : t.easy(day)} />
      <p>
        <Button look="primary" busy={busy} onClick={() => void keep()}>
          {t.keep}
        </Button>
      </p>
      {problem && (
        <p role="alert" className="kern-error">
          {problem}
        </p>
      )}
    </Alert>
  );
}
