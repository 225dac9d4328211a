import { useEffect, useRef } from 'react';

const firstMs = 4_000;
const longestMs = 30_000;
const growth = 1.05;

/**
 * Asks again every few seconds while `active` and the page is in sight; the pauses grow from 4 to 30 seconds, because an
 * answer may take hours.
 */
export function usePolling(active: boolean, ask: () => void): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (!active) return;
    let pause = firstMs;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      timer = setTimeout(() => {
        if (document.visibilityState === 'visible') latest.current();
        pause = Math.min(pause * growth, longestMs);
        next();
      }, pause);
    };
    next();
    return () => clearTimeout(timer);
  }, [active]);
}
