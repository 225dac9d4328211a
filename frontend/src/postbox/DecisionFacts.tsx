import { graphql, readFragment } from '../gql/index.ts';
import { useSteadyQuery } from '../lib/useSteadyQuery.ts';
import { Alert } from '../ui/Alert.tsx';
import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { AnnouncementFacts, AnnouncementParts } from './AnnouncementFacts.tsx';
import { useDecisionMessages } from './decisionMessages.ts';
import { ProvisionFacts, ProvisionParts } from './ProvisionFacts.tsx';
import { useShownPart } from './shownParts.ts';

const DecisionOf = graphql(`
  query DecisionOf($id: ID!) { node(id: $id) { __typename id ... on Message { id decisionEffect provision { ...ProvisionParts } announcement { ...AnnouncementParts } } } }
`);

interface DecisionFactsProps {
  messageId: string;
  side: 'owner' | 'authority';
  /** When the person fetched it: the facts are asked anew with it. */
  retrievedAt: string | null;
}

/** What a decision does by law, as it was sent, and how it reached the person. */
export function DecisionFacts({ messageId, side, retrievedAt }: DecisionFactsProps) {
  const t = useDecisionMessages();
  const { data, error, again } = useSteadyQuery(DecisionOf, { id: messageId });
  useShownPart(again, retrievedAt);
  if (error && !data) return <Alert kind="warning" title={t.failed} />;
  const message = data?.node?.__typename === 'Message' ? data.node : null;
  const effect = message?.decisionEffect;
  const announcement = readFragment(AnnouncementParts, message?.announcement ?? null);
  const provision = readFragment(ProvisionParts, message?.provision ?? null);
  return (
    <>
      {effect && (
        <Alert kind={effect === 'INFORMATION' ? 'warning' : 'info'} title={t.effects[effect]}>
          <p>{t.effectTexts[effect][side]}</p>
          <EasyLanguage lines={(side === 'owner' ? t.easy : t.easyAuthority)[effect]} />
        </Alert>
      )}
      {provision && (
        <ProvisionFacts provision={provision} side={side}>
          {effect === 'ANNOUNCEMENT' &&
            ((easy) => <AnnouncementFacts announcement={announcement} side={side} before={easy} />)}
        </ProvisionFacts>
      )}
    </>
  );
}
