import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { formatTime } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { usePostboxMessages } from './postboxMessages.ts';

const MessageEvidence = graphql(`
  query MessageEvidence($id: ID!) {
    node(id: $id) { __typename id ... on Message { id evidence { manifestDigest signedAt signingKeyId eventId } } }
  }
`);

function Facts({ messageId }: { messageId: string }) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const [{ data, fetching }] = useQuery({ query: MessageEvidence, variables: { id: messageId } });
  if (fetching) return <Spinner />;
  const evidence = data?.node?.__typename === 'Message' ? data.node.evidence : null;
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
      <dl className="postbox-facts">
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="verbatim postbox-code">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** What proves a message, fetched when it is unfolded. */
export function Evidence({ messageId }: { messageId: string }) {
  const t = usePostboxMessages();
  const [open, setOpen] = useState(false);
  return (
    <details className="disclosure no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="disclosure-summary">{t.evidence.title}</summary>
      <div className="disclosure-body small">{open && <Facts messageId={messageId} />}</div>
    </details>
  );
}
