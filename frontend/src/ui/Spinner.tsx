import { useFrameMessages } from '../lib/i18n/frame.ts';

/** Work under way, in words; it appears after a moment, so that short waits do not flicker. */
export function Spinner({ label }: { label?: string }) {
  const t = useFrameMessages();
  return (
    <p className="spinner" role="status">
      <span className="spinner-mark" aria-hidden="true" />
      {label ?? t.loading}
    </p>
  );
}
