import { useQuery } from 'urql';
import { graphql, readFragment } from '../gql/index.ts';
import { Alert } from '../ui/Alert.tsx';
import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { AnnouncementFacts, AnnouncementParts } from './AnnouncementFacts.tsx';
import { useDecisionMessages } from './decisionMessages.ts';
import { ProvisionFacts, ProvisionParts } from './ProvisionFacts.tsx';

const DecisionOf = graphql(`
  query DecisionOf($id: ID!) { node(id: $id) { __typename id ... on Message { id decisionEffect provision { ...ProvisionParts } announcement { ...AnnouncementParts } } } }
`);

/** What a decision does by law, as it was sent, and how it reached the person. */
export function DecisionFacts({ messageId, side }: { messageId: string; side: 'owner' | 'authority' }) {
  const t = useDecisionMessages();
  const [{ data, error }] = useQuery({ query: DecisionOf, variables: { id: messageId } });
  if (error) return <Alert kind="warning" title={t.failed} />;
  const message = data?.node?.__typename === 'Message' ? data.node : null;
  const effect = message?.decisionEffect;
  const announcement = readFragment(AnnouncementParts, message?.announcement ?? null);
  const provision = readFragment(ProvisionParts, message?.provision ?? null);
  return (
    <>
      {effect && (
        <Alert kind={effect === 'INFORMATION' ? 'warning' : 'info'} title={t.effects[effect]}>
          <p>{t.effectTexts[effect][side]}</p>
          {side === 'owner' && <EasyLanguage lines={t.easy[effect]} />}
        </Alert>
      )}
      {provision && <ProvisionFacts provision={provision} side={side} />}
      {provision && effect === 'ANNOUNCEMENT' && <AnnouncementFacts announcement={announcement} side={side} />}
    </>
  );
}
