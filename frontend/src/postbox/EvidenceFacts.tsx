import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { formatTime } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { Spinner } from '../ui/Spinner.tsx';
import type { Target } from './draftKeeper.ts';
import { PackageDownload } from './PackageDownload.tsx';
import { usePostboxMessages } from './postboxMessages.ts';
import { SignedOriginal } from './SignedOriginal.tsx';

const MessageEvidence = graphql(`
  query MessageEvidence($id: ID!) {
    node(id: $id) { __typename id ... on Message {
      id
      evidence { manifestDigest signedAt signingKeyId eventId }
      signedOriginal { size receivedAt signer signerAddresses scanned }
    } }
  }
`);

/** What proves a message: the package to download, and the facts of its signature. */
export function EvidenceFacts({ messageId, of }: { messageId: string; of: Target }) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const [{ data, fetching }] = useQuery({ query: MessageEvidence, variables: { id: messageId } });
  if (fetching) return <Spinner />;
  const message = data?.node?.__typename === 'Message' ? data.node : null;
  if (!message) return <p>{t.evidence.failed}</p>;
  const { evidence, signedOriginal } = message;
  if (!evidence) return <p>{t.evidence.failed}</p>;
  const rows = [
    [t.evidence.signedAt, formatTime(evidence.signedAt, locale)],
    [t.evidence.digest, evidence.manifestDigest],
    [t.evidence.keyId, evidence.signingKeyId],
    [t.evidence.eventId, evidence.eventId],
  ] as const;
  return (
    <>
      <p>{t.evidence.intro}</p>
      <PackageDownload target={{ kind: 'MESSAGE', id: messageId, of }} />
      <dl className="postbox-facts">
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="verbatim postbox-code">{value}</dd>
          </div>
        ))}
      </dl>
      {signedOriginal && <SignedOriginal messageId={messageId} original={signedOriginal} />}
    </>
  );
}
