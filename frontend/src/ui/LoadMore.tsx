import { useCommonMessages } from '../lib/i18n/common.ts';
import { useFrameMessages } from '../lib/i18n/frame.ts';
import { Button } from './Button.tsx';

interface LoadMoreProps {
  hasMore: boolean;
  busy: boolean;
  onMore: () => void;
}

/** The rest of a list, on request. */
export function LoadMore({ hasMore, busy, onMore }: LoadMoreProps) {
  const t = useCommonMessages();
  const { loading } = useFrameMessages();
  if (!hasMore) return null;
  return (
    <p className="load-more">
      <Button busy={busy} onClick={onMore}>
        {busy ? loading : t.more}
      </Button>
    </p>
  );
}
