import { cacheExchange } from '@urql/exchange-graphcache';
import type { Exchange } from 'urql';
import { possibleTypes } from '../gql/possibleTypes.ts';
import { cacheKeys } from './cacheKeys.ts';

/** The cache of who is signed in: one object a type and id, so that what one answer changed is new everywhere on the page. */
export function normalisedCache(): Exchange {
  return cacheExchange({ ...(import.meta.env.DEV && { keys: cacheKeys }), possibleTypes });
}
