import type { Reachability } from '../../gql/graphql.ts';
import { Badge } from '../../ui/Badge.tsx';
import { useStartMessages } from './startMessages.ts';

/** Whether a body can be written to here, in a word with an icon. */
export function ReachBadge({ reachability }: { reachability: Reachability }) {
  const t = useStartMessages();
  if (reachability === 'CONNECTED') return <Badge kind="success">{t.reach.CONNECTED}</Badge>;
  if (reachability === 'SUSPENDED') return <Badge kind="warning">{t.reach.SUSPENDED}</Badge>;
  return (
    <Badge kind="info" icon="mail">
      {t.reach.NOT_CONNECTED}
    </Badge>
  );
}
