import { useEffect, useRef } from 'react';

const shown = new Set<() => void>();

/** Asks anew what is known of the decisions that are shown: a notice went out or came back, or one was fetched. */
export function refreshDecisions(): void {
  for (const again of shown) again();
}

/** Has a decision asked anew while it is shown, also when it was fetched. */
export function useShownDecision(again: () => void, retrievedAt: string | null): void {
  const current = useRef(again);
  current.current = again;
  useEffect(() => {
    const ask = () => current.current();
    shown.add(ask);
    return () => {
      shown.delete(ask);
    };
  }, []);
  const known = useRef(retrievedAt);
  useEffect(() => {
    if (known.current === retrievedAt) return;
    known.current = retrievedAt;
    current.current();
  }, [retrievedAt]);
}
