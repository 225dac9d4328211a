import type { KeyingConfig } from '@urql/exchange-graphcache';
import { withoutId } from '../gql/withoutId.ts';

const embedded = () => null;

function embeddedTypes(): KeyingConfig {
  return Object.fromEntries(withoutId.map((name) => [name, embedded]));
}

/**
 * How the cache tells one object from another: by id, and not at all for what has none. That is what graphcache does by
 * itself; the list of the contract only keeps its warning for a forgotten id true, so it is not part of what is delivered.
 */
export const cacheKeys: KeyingConfig = /* @__PURE__ */ embeddedTypes();
