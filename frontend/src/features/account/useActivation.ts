import { type CombinedError, useQuery } from 'urql';
import type { ActivationPartsFragment } from '../../gql/graphql.ts';
import { readFragment } from '../../gql/index.ts';
import { ActivationParts, ActivationState } from './activationParts.ts';

interface ActivationResult {
  viewer: ActivationPartsFragment | null;
  fetching: boolean;
  error: CombinedError | undefined;
  /** Asks the server again. */
  reload: () => void;
}

/** How far the proof of the signed-in person's address is, asked again each time: letters move while one is away. */
export function useActivation(): ActivationResult {
  const [{ data, fetching, error }, execute] = useQuery({ query: ActivationState, requestPolicy: 'cache-and-network' });
  return {
    viewer: data?.viewer ? readFragment(ActivationParts, data.viewer) : null,
    fetching,
    error,
    reload: () => execute({ requestPolicy: 'network-only' }),
  };
}
