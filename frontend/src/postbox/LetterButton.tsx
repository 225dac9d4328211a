import { Button } from '../ui/Button.tsx';
import { FieldError } from '../ui/FieldError.tsx';
import { usePostboxMessages } from './postboxMessages.ts';
import { useLetter } from './useLetter.ts';

/** Prints a message whose delivery failed as a letter or fax. */
export function LetterButton({ deliveryId, name }: { deliveryId: string; name: string }) {
  const t = usePostboxMessages();
  const { print, busy, failed } = useLetter();
  return (
    <div className="no-print">
      <Button
        small
        icon="download"
        busy={busy}
        aria-label={t.delivery.letterTo(name)}
        onClick={() => void print(deliveryId)}
      >
        {t.delivery.letter}
      </Button>
      <div role="alert">
        <FieldError id={`${deliveryId}-letter`} error={failed ? t.delivery.letterFailed : undefined} />
      </div>
    </div>
  );
}
