import type { RolloutState } from '../../gql/graphql.ts';
import { Badge } from '../../ui/Badge.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

const looks = {
  ORDERED: { kind: 'info', icon: 'draft' },
  IN_PROGRESS: { kind: 'info', icon: 'autorenew' },
  LIVE: { kind: 'success', icon: 'success' },
  ENDED: { kind: 'warning', icon: 'close' },
} as const;

/** How far a rollout is, in a word. */
export function StateBadge({ state }: { state: RolloutState }) {
  const t = useRolloutsMessages();
  return <Badge {...looks[state]}>{t.states[state]}</Badge>;
}
