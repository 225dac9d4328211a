import type { OrderState } from '../gql/graphql.ts';
import { Badge } from '../ui/Badge.tsx';
import type { IconName } from '../ui/Icon.tsx';
import { useMarketMessages } from './marketMessages.ts';

const looks: Record<OrderState, { kind: 'info' | 'success' | 'warning' | 'danger'; icon: IconName }> = {
  DRAFT: { kind: 'info', icon: 'draft' },
  SUBMITTED: { kind: 'info', icon: 'calendar-today' },
  RETURNED: { kind: 'warning', icon: 'warning' },
  RELEASED: { kind: 'success', icon: 'success' },
  CANCELLED: { kind: 'danger', icon: 'close' },
};

/** The state of an order in a word and an icon. */
export function OrderBadge({ state }: { state: OrderState }) {
  const t = useMarketMessages();
  return <Badge {...looks[state]}>{t.orderStates[state]}</Badge>;
}
