import type { Exchange, Operation } from 'urql';
import { filter, fromArray, fromPromise, merge, mergeMap, pipe, share, tap } from 'wonka';

/** An exchange that is still on its way: operations wait for it in their order. */
export function laterExchange(arriving: Promise<Exchange>): Exchange {
  return (input) => (operations) => {
    const shared = share(operations);
    let waiting: Operation[] | undefined = [];
    const held = pipe(
      shared,
      tap((operation) => waiting?.push(operation)),
      filter(() => false),
    ) as never;
    const through = pipe(
      fromPromise(arriving),
      mergeMap((exchange) => {
        const before = waiting ?? [];
        waiting = undefined;
        // What arrives while the waiting ones go through goes through as well: listen first.
        return exchange(input)(merge([shared, fromArray(before)]));
      }),
    );
    return merge([held, through]);
  };
}
