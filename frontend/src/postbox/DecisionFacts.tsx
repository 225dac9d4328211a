import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { Alert } from '../ui/Alert.tsx';
import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { useDecisionMessages } from './decisionMessages.ts';

const DecisionOf = graphql(`
  query DecisionOf($id: ID!) { node(id: $id) { __typename id ... on Message { id decisionEffect } } }
`);

/** What a decision does by law, as it was sent. */
export function DecisionFacts({ messageId, side }: { messageId: string; side: 'owner' | 'authority' }) {
  const t = useDecisionMessages();
  const [{ data, error }] = useQuery({ query: DecisionOf, variables: { id: messageId } });
  if (error) return <Alert kind="warning" title={t.failed} />;
  const message = data?.node?.__typename === 'Message' ? data.node : null;
  const effect = message?.decisionEffect;
  if (!effect) return null;
  return (
    <Alert kind={effect === 'INFORMATION' ? 'warning' : 'info'} title={t.effects[effect]}>
      <p>{t.effectTexts[effect][side]}</p>
      {side === 'owner' && <EasyLanguage lines={t.easy[effect]} />}
    </Alert>
  );
}
