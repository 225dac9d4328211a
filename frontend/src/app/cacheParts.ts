import type { CacheParts } from '../lib/client.ts';

/** What the features add to the cache. Each feature exports its own updates; here they are joined. */
export const cacheParts: CacheParts = {
  updates: {
    Mutation: {},
    Subscription: {},
  },
};
