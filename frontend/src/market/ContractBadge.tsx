import type { ContractState } from '../gql/graphql.ts';
import { Badge } from '../ui/Badge.tsx';
import type { IconName } from '../ui/Icon.tsx';
import { useMarketMessages } from './marketMessages.ts';

const looks: Record<ContractState, { kind: 'info' | 'success' | 'warning' | 'danger'; icon: IconName }> = {
  DRAFT: { kind: 'info', icon: 'draft' },
  OFFERED: { kind: 'warning', icon: 'edit' },
  SIGNED: { kind: 'info', icon: 'calendar-today' },
  EFFECTIVE: { kind: 'success', icon: 'success' },
  ON_HOLD: { kind: 'warning', icon: 'warning' },
  TERMINATED: { kind: 'danger', icon: 'close' },
  EXPIRED: { kind: 'danger', icon: 'close' },
  DECLINED: { kind: 'danger', icon: 'close' },
};

interface ContractBadgeProps {
  state: ContractState;
  /** For who is no party to it, such as readers of the chain: whose signature is missing is not said. */
  neutral?: boolean;
}

/** The state of a contract in a word and an icon. */
export function ContractBadge({ state, neutral }: ContractBadgeProps) {
  const t = useMarketMessages();
  return <Badge {...looks[state]}>{(neutral ? t.chain.states : t.contractStates)[state]}</Badge>;
}
