import { createRequest, type Exchange, makeOperation, type Operation, type OperationResult } from 'urql';
import { expect, test, vi } from 'vitest';
import { filter, makeSubject, map, merge, pipe, share, subscribe } from 'wonka';
import { laterExchange } from './laterExchange.ts';

const operation = (name: string): Operation =>
  makeOperation('query', createRequest(`{ ${name} }`, {}), { url: '/graphql', requestPolicy: 'network-only' } as never);

test('operations wait for an exchange on its way and go through it in their order, once each', async () => {
  let arrive: (exchange: Exchange) => void = () => {};
  const arriving = new Promise<Exchange>((resolve) => {
    arrive = resolve;
  });
  const passed: number[] = [];
  const answered: number[] = [];
  const { source, next } = makeSubject<Operation>();
  pipe(
    laterExchange(arriving)({ forward: (operations) => operations as never, client: {} as never, dispatchDebug() {} })(
      source,
    ),
    subscribe(({ operation }) => answered.push(operation.key)),
  );
  const [first, second, third] = ['a', 'b', 'c'].map(operation) as [Operation, Operation, Operation];
  next(first);
  next(second);
  // Left, and asked for again.
  next(makeOperation('teardown', first, first.context));
  next(first);
  expect(passed).toEqual([]);
  // As a cache does: it listens in two places, for what it answers and for what goes further.
  arrive(() => (operations) => {
    const heard = share(operations);
    const answer = (mine: boolean) =>
      pipe(
        heard,
        filter(({ key }) => (key === second.key) === mine),
        map((one) => {
          passed.push(one.key);
          return { operation: one } as OperationResult;
        }),
      );
    return merge([answer(false), answer(true)]);
  });
  await vi.waitFor(() => expect(passed.length).toBe(2), 30_000);
  next(third);
  expect(passed).toEqual([second.key, first.key, third.key]);
  expect(answered).toEqual(passed);
});
