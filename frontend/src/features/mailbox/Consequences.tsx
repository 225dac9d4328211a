import { useEffect, useRef } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { CertificateWish, saveCertificate } from '../../postbox/CertificateWish.tsx';
import { Alert } from '../../ui/Alert.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { useConsequencesMessages } from './consequencesMessages.ts';
import { DeletionLosses, Losses } from './Losses.tsx';
import { useNames } from './useNames.ts';

const MailboxConsequences = graphql(`
  query MailboxConsequences($id: ID!) {
    caseMailbox(id: $id) {
      id
      deletionPreview {
        ...DeletionLosses
        told { id name }
        onTheWay { id name }
        unanswered { id name }
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

interface ConsequencesProps {
  mailboxId: string;
  /** Called once the server has said what deleting would do now, with what deletes: that answers why not, or null when it is done. */
  onKnown: (remove: () => Promise<string | null>) => void;
}

/** What deleting a mailbox would do now, as the server sees it: each sentence is about those it names, and no others. */
export function Consequences({ mailboxId, onKnown }: ConsequencesProps) {
  const t = useConsequencesMessages();
  const common = useCommonMessages();
  const names = useNames();
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
  if (!preview) return <p role="status">{t.asking}</p>;
  const { told, onTheWay, unanswered } = preview;
  return (
    <>
      <Losses preview={readFragment(DeletionLosses, preview)} />
      <p>{told.length > 0 ? t.told(names(told), told.length) : t.unwritten}</p>
      {onTheWay.length > 0 && <p>{t.onTheWay(names(onTheWay))}</p>}
      {unanswered.length > 0 && <p>{t.unanswered(names(unanswered), unanswered.length)}</p>}
      <EasyLanguage lines={t.easy} />
      <CertificateWish wanted={wanted} />
    </>
  );
}
