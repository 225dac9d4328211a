import { useEffect } from 'react';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { useConsequencesMessages } from './consequencesMessages.ts';
import { DeletionLosses, Losses } from './Losses.tsx';
import { useNames } from './useNames.ts';

const MessageConsequencesOf = graphql(`
  query MessageConsequences($id: ID!, $documentId: ID) {
    node(id: $id) {
      __typename
      ... on Message {
        id
        direction
        deletionPreview(documentId: $documentId) {
          ...DeletionLosses
        }
      }
    }
  }
`);

interface MessageConsequencesProps {
  messageId: string;
  /** Of one of its documents alone. */
  documentId?: string;
  /** Called once the server has said what deleting would do now. */
  onKnown: () => void;
}

/** What deleting a message, or one of its documents, would do now, as the server sees it. */
export function MessageConsequences({ messageId, documentId, onKnown }: MessageConsequencesProps) {
  const t = useConsequencesMessages();
  const common = useCommonMessages();
  const names = useNames();
  const [{ data, error }] = useQuery({
    query: MessageConsequencesOf,
    variables: { id: messageId, documentId },
    requestPolicy: 'network-only',
  });
  const message = data?.node?.__typename === 'Message' ? data.node : null;
  const preview = readFragment(DeletionLosses, message?.deletionPreview);
  const known = Boolean(preview);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it becomes known.
  useEffect(() => {
    if (known) onKnown();
  }, [known]);
  if (error) return <Alert kind="danger" title={problemText(error, common)} announce />;
  if (data && !preview) return <Alert kind="warning" title={t.gone} announce />;
  if (!preview) return <p role="status">{t.asking}</p>;
  const { keptBy, onTheWay } = preview;
  return (
    <>
      <Losses preview={preview} />
      {documentId && message?.direction === 'INBOUND' && <p>{t.signed}</p>}
      {keptBy.length > 0 && <p>{t.kept(names(keptBy))}</p>}
      {onTheWay.length > 0 && <p>{t.messageOnTheWay(names(onTheWay))}</p>}
      <p>{t.nobodyTold}</p>
      <EasyLanguage lines={t.easy} />
    </>
  );
}
