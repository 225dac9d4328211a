import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';

/** Saves a form, or leaves it. */
export function FormButtons({ busy, label, onCancel }: { busy: boolean; label?: string; onCancel: () => void }) {
  const common = useCommonMessages();
  return (
    <div className="form-actions">
      <Button type="submit" look="primary" busy={busy}>
        {label ?? common.save}
      </Button>
      <Button onClick={onCancel}>{common.cancel}</Button>
    </div>
  );
}
