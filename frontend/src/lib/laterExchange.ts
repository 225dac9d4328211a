import type { Exchange, Operation } from 'urql';
import { filter, fromPromise, makeSubject, merge, mergeMap, pipe, share } from 'wonka';

/** An exchange that is still on its way: operations wait for it in their order. */
export function laterExchange(arriving: Promise<Exchange>): Exchange {
  return (input) => (operations) => {
    let waiting: Operation[] | undefined = [];
    const { source: released, next } = makeSubject<Operation>();
    const release = () => {
      const before = waiting ?? [];
      waiting = undefined;
      before.forEach(next);
    };
    const live = pipe(
      operations,
      filter((operation) => {
        // What nobody waits for any more never goes through.
        if (operation.kind === 'teardown') waiting = waiting?.filter(({ key }) => key !== operation.key);
        else waiting?.push(operation);
        return !waiting;
      }),
      share,
    );
    return merge([
      // Listens from the beginning, so that none is lost.
      pipe(
        live,
        filter(() => false),
      ) as never,
      pipe(
        fromPromise(arriving),
        mergeMap((exchange) => {
          // An exchange listens in several places: nothing may pass before it does in all of them.
          queueMicrotask(release);
          return exchange(input)(merge([live, released]));
        }),
      ),
    ]);
  };
}
