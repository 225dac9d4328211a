import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { useProgressMessages } from './progressMessages.ts';

/** That state and deadlines could not be loaded: nothing shown must not read as nothing there. */
export function ProgressFailed({ again }: { again: () => void }) {
  const t = useProgressMessages();
  return (
    <Alert kind="warning" title={t.failed}>
      <p className="no-print">
        <Button small onClick={again}>
          {t.again}
        </Button>
      </p>
    </Alert>
  );
}
