import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

/**
 * A part of a store, rendered anew only when that part changed. The build puts it where the router's store asks for React's replacement
 * for older versions (vite.config.ts), which knows servers and weighs four times as much.
 */
export function useSyncExternalStoreWithSelector<S, T>(
  subscribe: (onChange: () => void) => () => void,
  getSnapshot: () => S,
  _getServerSnapshot: unknown,
  select: (snapshot: S) => T,
  equal: (before: T, now: T) => boolean,
): T {
  const shown = useRef<{ value: T } | null>(null);
  const read = useMemo(() => {
    let last: { of: S; value: T } | undefined;
    return () => {
      const of = getSnapshot();
      if (last && Object.is(last.of, of)) return last.value;
      const before = last ?? shown.current;
      const value = select(of);
      last = { of, value: before && equal(before.value, value) ? before.value : value };
      return last.value;
    };
  }, [getSnapshot, select, equal]);
  const value = useSyncExternalStore(subscribe, read);
  useEffect(() => {
    shown.current = { value };
  }, [value]);
  return value;
}
