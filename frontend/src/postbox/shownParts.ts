import { useEffect, useRef } from 'react';

const shown = new Set<() => void>();

/** Asks anew what parts of the page show that ask for themselves: a notice went out or came back, a permission was revoked. */
export function refreshParts(): void {
  for (const again of shown) again();
}

/** Has a part asked anew while it is shown; one of a decision also when the person fetched that. */
export function useShownPart(again: () => void, retrievedAt: string | null = null): void {
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
