import { createClient } from 'graphql-ws';
import type { ExecutionResult, SubscriptionForwarder } from 'urql';
import { backoffMs, checkReachable } from './connection.ts';
import { accessToken, refreshSession } from './session.ts';

/** Told when a stream has begun after what is on screen was loaded, so that it is loaded again. */
export type MissedListener = () => void;

// 4401 and 4403: the token has run out or the session was ended elsewhere.
const tokenRefused = new Set([4401, 4403]);

/** One websocket for the subscriptions of one client: there while somebody listens, gone for good after `dispose`. */
export interface SubscriptionLine {
  forward: SubscriptionForwarder;
  dispose: () => void;
}

// Every subscription of the contract answers { cursor, … } in its one root field.
function cursorOf(result: ExecutionResult): string | undefined {
  const root = Object.values((result.data ?? {}) as Record<string, { cursor?: string } | null>)[0];
  return root?.cursor;
}

function names(problems: unknown, code: string): boolean {
  return Array.isArray(problems) && problems.some((one) => one?.extensions?.code === code);
}

function cursorExpired(problems: unknown): boolean {
  return names(problems, 'CURSOR_EXPIRED');
}

/**
 * Carries urql's subscriptions over graphql-transport-ws and resumes each after its last cursor, with growing pauses.
 * A document must take `$after: String` and select `cursor`.
 */
export function openSubscriptionLine(missed: MissedListener): SubscriptionLine {
  let last = 0;
  const streams = new Map<string, { begun: boolean; beginsNow: () => boolean }>();
  let due = false;
  // What was loaded before a stream began may have changed in between: it is loaded once more, when all of them have begun.
  const settle = () => {
    if (!due || [...streams.values()].some(({ begun }) => !begun)) return;
    due = false;
    missed();
  };
  const begin = (id: string) => {
    const stream = streams.get(id);
    if (!stream) return;
    stream.begun = true;
    due ||= stream.beginsNow();
    settle();
  };
  const socket = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    // Resuming needs the last cursor, which graphql-ws does not know: retries are made below.
    retryAttempts: 0,
    generateID: () => String(++last),
    // The server says by a ping that a subscription has begun.
    on: { ping: (received, payload) => received && begin(String(payload?.begun)) },
    connectionParams: async () => ({ authorization: `Bearer ${await accessToken()}` }),
  });
  const forward: SubscriptionForwarder = (request) => ({
    subscribe(sink) {
      const query = request.query ?? '';
      let cursor = (request.variables as { after?: string } | undefined)?.after;
      let tries = 0;
      let stopped = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let id = '';
      let release: (() => void) | undefined;
      const leave = () => {
        release?.();
        streams.delete(id);
        settle();
      };

      const again = () => {
        if (stopped) return;
        if (tries > 1) void checkReachable();
        timer = setTimeout(start, backoffMs(tries++));
      };
      const failed = async (problem: unknown) => {
        // graphql-ws counts a failed subscription as alive until it is left, and would keep the socket open for it.
        leave();
        if (stopped) return;
        if (cursorExpired(problem)) cursor = undefined;
        // An outage passes: the right to listen is still there.
        else if (Array.isArray(problem) && !names(problem, 'UNAVAILABLE')) return sink.error(problem);
        if (tokenRefused.has((problem as CloseEvent).code)) {
          const renewed = await refreshSession((await accessToken().catch(() => null)) ?? undefined).catch(
            () => undefined,
          );
          if (stopped) return;
          if (renewed === null) return sink.complete();
        }
        again();
      };
      const start = () => {
        release = socket.subscribe(
          {
            query,
            // Read at each sending: after a clean close graphql-ws subscribes again by itself.
            get variables() {
              return { ...request.variables, after: cursor };
            },
          },
          {
            next(result) {
              tries = 0;
              cursor = cursorOf(result as ExecutionResult) ?? cursor;
              if (cursorExpired(result.errors)) return void failed(result.errors);
              sink.next(result as ExecutionResult);
            },
            error: (problem) => void failed(problem),
            complete: () => {
              if (!stopped) again();
            },
          },
        );
        id = String(last);
        streams.set(id, { begun: false, beginsNow: () => cursor === undefined });
      };
      start();
      return {
        unsubscribe() {
          stopped = true;
          clearTimeout(timer);
          leave();
        },
      };
    },
  });
  return { forward, dispose: () => void socket.dispose() };
}
