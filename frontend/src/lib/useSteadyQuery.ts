import { useRef } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useQuery } from 'urql';

interface SteadyQuery<D> {
  data: D | undefined;
  error: CombinedError | undefined;
  fetching: boolean;
  /** Asks the server again. */
  again: () => void;
}

/**
 * A query whose last answer stays while the same is asked again: a broken connection must not take away the page on
 * which somebody writes. The cache answers first, the server always.
 */
export function useSteadyQuery<D, V extends AnyVariables>(
  query: TypedDocumentNode<D, V>,
  variables: V,
  pause = false,
): SteadyQuery<D> {
  const key = JSON.stringify(variables);
  const kept = useRef<{ key: string; data: D } | null>(null);
  const [{ data, error, fetching }, ask] = useQuery<D, AnyVariables>({
    query,
    variables,
    pause,
    requestPolicy: 'cache-and-network',
  });
  if (data) kept.current = { key, data };
  return {
    data: data ?? (kept.current?.key === key ? kept.current.data : undefined),
    error,
    fetching,
    again: () => ask({ requestPolicy: 'network-only' }),
  };
}
