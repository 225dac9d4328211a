import type { Reachability } from '../../gql/graphql.ts';
import { Badge } from '../../ui/Badge.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';

const looks = {
  CONNECTED: { kind: 'success', icon: 'check' },
  SUSPENDED: { kind: 'warning', icon: 'warning' },
  NOT_CONNECTED: { kind: 'info', icon: 'mail' },
} as const;

/** Whether an authority can be written to here. */
export function ReachabilityBadge({ reachability }: { reachability: Reachability }) {
  const t = useMailboxMessages();
  return <Badge {...looks[reachability]}>{t.open.reach[reachability]}</Badge>;
}
