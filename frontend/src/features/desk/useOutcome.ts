import { useEffect, useState } from 'react';

/** What came of an act on a row. */
export interface Outcome {
  kind: 'success' | 'warning' | 'danger';
  text: string;
}

/** Id of the heading of the section that is open. */
export const areaHeading = 'desk-area';

/** The word on the last act. After a success the row with the button may be gone: the section's heading takes the focus. */
export function useOutcome(): [Outcome | null, (outcome: Outcome | null) => void] {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (outcome?.kind === 'success') document.getElementById(areaHeading)?.focus({ preventScroll: true });
  }, [outcome]);
  return [outcome, setOutcome];
}
