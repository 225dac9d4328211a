import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/Button.tsx';
import { goToMessage } from './goToMessage.ts';
import { LetterButton } from './LetterButton.tsx';
import { usePostboxMessages } from './postboxMessages.ts';

const NoticeOfMessage = graphql(`
  query NoticeOfMessage($id: ID!) {
    node(id: $id) { __typename id ... on Message { id deliveries { id state silent authority { id name } } } }
  }
`);

/** What a notice of the platform is about: leads to that message, and to its letter where a delivery failed or an authority is silent. */
export function PlatformNotice({ message }: { message: { id: string; subject: string } }) {
  const t = usePostboxMessages();
  const [missing, setMissing] = useState(false);
  const [{ data }] = useQuery({ query: NoticeOfMessage, variables: { id: message.id } });
  const deliveries = data?.node?.__typename === 'Message' ? data.node.deliveries : [];
  const failed = deliveries.filter(({ state, silent }) => state === 'FAILED' || silent);
  return (
    <div className="postbox-notice">
      <p className="verbatim">{t.notice.about(message.subject)}</p>
      <div className="row no-print">
        <Button small icon="arrow-up" onClick={() => setMissing(!goToMessage(message.id))}>
          {t.notice.show}
        </Button>
        {failed.map(({ id, authority }) => (
          <LetterButton key={id} deliveryId={id} name={authority.name} />
        ))}
      </div>
      <p role="status" className="small">
        {missing && t.notice.older}
      </p>
    </div>
  );
}
