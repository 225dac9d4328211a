import { useEffect, useRef } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatDate, formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { CertificateWish, saveCertificate } from '../../postbox/CertificateWish.tsx';
import { Alert } from '../../ui/Alert.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';

const MailboxConsequences = graphql(`
  query MailboxConsequences($id: ID!) {
    caseMailbox(id: $id) {
      id
      deletionPreview {
        told { id name }
        onTheWay { id name }
        unanswered { id name }
        unopenedDecisions { id subject senderName sentAt }
        runningPeriods { id subject dueOn }
      }
    }
  }
`);

const DeleteMailbox = graphql(`
  mutation DeleteMailbox($input: MailboxDeleteInput!) {
    mailboxDelete(input: $input) {
      deletedMailboxId
      certificate { url filename }
      userErrors { code field message }
    }
  }
`);

// What the server names at most.
const most = 50;

interface ListedProps {
  lead: string;
  lines: { id: string; text: string }[];
}

function Listed({ lead, lines }: ListedProps) {
  const t = useMailboxMessages();
  if (lines.length === 0) return null;
  return (
    <Alert kind="warning" title={lead}>
      <ul>
        {lines.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      {lines.length >= most && <p>{t.remove.mailboxFirst(most)}</p>}
    </Alert>
  );
}

interface ConsequencesProps {
  mailboxId: string;
  /** Called once the server has said what deleting would do now, with what deletes: that answers why not, or null when it is done. */
  onKnown: (remove: () => Promise<string | null>) => void;
}

/** What deleting a mailbox would do now, as the server sees it: each sentence is about those it names, and no others. */
export function Consequences({ mailboxId, onKnown }: ConsequencesProps) {
  const t = useMailboxMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const wanted = useRef(true);
  const remove = async () => {
    const { data, error } = await client.mutation(DeleteMailbox, { input: { mailboxId } }).toPromise();
    if (error || !data) return error ? problemText(error, common) : common.problem.unknown;
    const { certificate, userErrors } = data.mailboxDelete;
    saveCertificate(wanted, certificate);
    return userErrors[0]?.message ?? null;
  };
  const [{ data, error }] = useQuery({
    query: MailboxConsequences,
    variables: { id: mailboxId },
    requestPolicy: 'network-only',
  });
  const preview = data?.caseMailbox?.deletionPreview;
  const known = Boolean(preview);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it becomes known.
  useEffect(() => {
    if (known) onKnown(remove);
  }, [known]);
  if (error) return <Alert kind="danger" title={problemText(error, common)} announce />;
  if (!preview) return <p role="status">{t.remove.mailboxAsking}</p>;
  const { told, onTheWay, unanswered, unopenedDecisions, runningPeriods } = preview;
  const names = (list: readonly { name: string }[]) =>
    new Intl.ListFormat(locale, { type: 'conjunction' }).format(list.map(({ name }) => name));
  return (
    <>
      <Listed
        lead={t.remove.mailboxDecisions(unopenedDecisions.length)}
        lines={unopenedDecisions.map(({ id, subject, senderName, sentAt }) => ({
          id,
          text: t.remove.mailboxDecision(subject, senderName, formatTimeAsDay(sentAt, locale)),
        }))}
      />
      <Listed
        lead={t.remove.mailboxPeriods(runningPeriods.length)}
        lines={runningPeriods.map(({ id, subject, dueOn }) => ({
          id,
          text: t.remove.mailboxPeriod(subject, formatDate(dueOn ?? '', locale)),
        }))}
      />
      <p>{told.length > 0 ? t.remove.mailboxKept(names(told), told.length) : t.remove.mailboxUnwritten}</p>
      {onTheWay.length > 0 && <p>{t.remove.mailboxOnTheWay(names(onTheWay))}</p>}
      {unanswered.length > 0 && <p>{t.remove.mailboxUnanswered(names(unanswered), unanswered.length)}</p>}
      <CertificateWish wanted={wanted} />
    </>
  );
}
