import { Alert } from '../../ui/Alert.tsx';
import type { Outcome } from './useOutcome.ts';

/** Shows and announces what came of an act. */
export function OutcomeAlert({ outcome }: { outcome: Outcome | null }) {
  return outcome && <Alert key={outcome.text} kind={outcome.kind} title={outcome.text} announce />;
}
