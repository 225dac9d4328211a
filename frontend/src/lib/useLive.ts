import { useEffect, useRef } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { pipe, subscribe } from 'wonka';

/**
 * Listens to a subscription while the component is there; the cache has taken the event in when `onEvent` is called.
 * `onRefused` is called when the server takes the right to it away. urql's own hook calls back while React renders, where nothing may be announced or loaded.
 */
export function useLive<D, V extends AnyVariables>(
  document: TypedDocumentNode<D, V>,
  variables: V,
  onEvent: (data: D) => void,
  onRefused?: () => void,
): void {
  const client = useClient();
  const current = useRef({ onEvent, onRefused });
  current.current = { onEvent, onRefused };
  const key = JSON.stringify(variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the variables; the document never changes.
  useEffect(() => {
    const { unsubscribe } = pipe(
      client.subscription(document, variables),
      subscribe(({ data, error }) => {
        if (data) current.current.onEvent(data);
        if (error) current.current.onRefused?.();
      }),
    );
    return unsubscribe;
  }, [client, key]);
}
