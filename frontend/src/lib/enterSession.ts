import { send } from './client.ts';
import { inOneTab } from './session.ts';

const longestTurnMs = 5_000;

/** How what begins a session is sent: in nobody's name, for nothing may renew a token meanwhile. */
export const inNobodysName = {
  fetch: (input: RequestInfo | URL, init?: RequestInit) => send(input, init, null),
};

/**
 * Does what begins a session while no tab renews one: the answer that comes last sets the cookie. When a renewal takes too
 * long it is not waited for. `work` must not need a token.
 */
export function enterSession<T>(work: () => Promise<T>): Promise<T> {
  let result: Promise<T> | undefined;
  const once = () => {
    result ??= work();
    return result;
  };
  return inOneTab(once, { signal: AbortSignal.timeout(longestTurnMs) }).catch(once);
}
