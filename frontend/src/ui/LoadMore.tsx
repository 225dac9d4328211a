import { useCommonMessages } from '../lib/i18n/common.ts';
import { Button } from './Button.tsx';

interface LoadMoreProps {
  hasMore: boolean;
  busy: boolean;
  onMore: () => void;
}

/** The rest of a list, on request. */
export function LoadMore({ hasMore, busy, onMore }: LoadMoreProps) {
  const t = useCommonMessages();
  if (!hasMore) return null;
  return (
    <p className="load-more">
      <Button busy={busy} onClick={onMore}>
        {busy ? t.loading : t.more}
      </Button>
    </p>
  );
}
