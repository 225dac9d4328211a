import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';

/** The buttons below each page of the request; the first page has nowhere to go back to. */
export function StepActions({ first = false }: { first?: boolean }) {
  const common = useCommonMessages();
  return (
    <div className="form-actions">
      <Button type="submit" look="primary">
        {common.next}
      </Button>
      {!first && (
        <Button look="tertiary" icon="arrow-back" onClick={() => history.back()}>
          {common.back}
        </Button>
      )}
    </div>
  );
}
