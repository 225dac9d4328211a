import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';
import { useOrdersMessages } from './ordersMessages.ts';

/** Below the fields of a step: on, back, and that nothing is lost. */
export function StepActions({ busy }: { busy: boolean }) {
  const t = useOrdersMessages();
  const common = useCommonMessages();
  return (
    <>
      <div className="form-actions">
        <Button type="submit" look="primary" busy={busy}>
          {t.save.next}
        </Button>
        <Button look="tertiary" icon="arrow-back" onClick={() => history.back()}>
          {common.back}
        </Button>
      </div>
      <p className="muted small">{t.save.hint}</p>
    </>
  );
}
