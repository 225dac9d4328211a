import { useCallback, useRef } from 'react';

/**
 * Begins something that takes a while and is shown, or agreed to, as the answer to what is asked now. What it returns says later whether
 * nothing else was begun meanwhile: else the answer belongs to what was asked before, and is thrown away.
 */
export function useLatest(): () => () => boolean {
  const begun = useRef(0);
  return useCallback(() => {
    begun.current += 1;
    const mine = begun.current;
    return () => begun.current === mine;
  }, []);
}
