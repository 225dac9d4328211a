import { createRequest, type Exchange, makeOperation, type Operation, type OperationResult } from 'urql';
import { expect, test } from 'vitest';
import { makeSubject, map, pipe, subscribe } from 'wonka';
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
  expect(passed).toEqual([]);
  arrive(
    () => (operations) =>
      pipe(
        operations,
        map((one) => {
          passed.push(one.key);
          return { operation: one } as OperationResult;
        }),
      ),
  );
  await arriving;
  await Promise.resolve();
  next(third);
  expect(passed).toEqual([first.key, second.key, third.key]);
  expect(answered).toEqual(passed);
});
