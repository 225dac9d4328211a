import { Button } from '../ui/Button.tsx';
import { FieldError } from '../ui/FieldError.tsx';
import { useTroubleMessages } from './troubleMessages.ts';
import { useLetter } from './useLetter.ts';

/** Prints a message as a letter or fax, whose delivery failed or whose authority is silent. */
export function LetterButton({ deliveryId, name }: { deliveryId: string; name: string }) {
  const t = useTroubleMessages();
  const { print, busy, failed } = useLetter();
  return (
    <div className="no-print">
      <Button small icon="download" busy={busy} aria-label={t.letterTo(name)} onClick={() => void print(deliveryId)}>
        {t.letter}
      </Button>
      <div role="alert">
        <FieldError id={`${deliveryId}-letter`} error={failed ? t.letterFailed : undefined} />
      </div>
    </div>
  );
}
