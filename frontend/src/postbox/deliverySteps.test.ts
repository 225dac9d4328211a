import { expect, test } from 'vitest';
import type { ChannelKind, DeliveryState } from '../gql/graphql.ts';
import { deriveDeliverySteps, isSilent } from './deliverySteps.ts';

const sentAt = '2026-11-20T10:00:00.000000Z';
const at = (minute: number) => `2026-11-20T10:0${minute}:00.000000Z`;
const steps = (...states: DeliveryState[]) =>
  states.map((state, index) => ({ state, at: at(index + 1), detail: null }));

const cases: {
  name: string;
  state: DeliveryState;
  facts: DeliveryState[];
  way?: ChannelKind;
  receipt?: boolean;
  want: string;
}[] = [
  { name: 'just accepted', state: 'QUEUED', facts: [], want: 'SENT+ QUEUED> DELIVERED- OPENED-' },
  { name: 'in the inbox here', state: 'DELIVERED', facts: ['DELIVERED'], want: 'SENT+ DELIVERED+ OPENED-' },
  {
    name: 'handed over is not delivered',
    state: 'HANDED_OVER',
    facts: ['QUEUED', 'HANDED_OVER'],
    way: 'SMIME',
    want: 'SENT+ HANDED_OVER+',
  },
  {
    name: 'a temporary problem is where it stands',
    state: 'DEFERRED',
    facts: ['HANDED_OVER', 'DEFERRED'],
    way: 'SMIME',
    want: 'SENT+ HANDED_OVER+ DEFERRED>',
  },
  {
    name: 'a mail that could not be passed on yet waits before that',
    state: 'DEFERRED',
    facts: ['QUEUED', 'DEFERRED', 'DEFERRED'],
    way: 'SMIME',
    want: 'SENT+ DEFERRED> HANDED_OVER-',
  },
  {
    name: 'relayed is a step of its own, below delivered',
    state: 'DELIVERED',
    facts: ['QUEUED', 'HANDED_OVER', 'RELAYED', 'DELIVERED'],
    way: 'SMIME',
    receipt: true,
    want: 'SENT+ HANDED_OVER+ RELAYED+ DELIVERED+ CONFIRMED-',
  },
  {
    name: 'a receipt that was asked for is still to come',
    state: 'OPENED',
    facts: ['DELIVERED', 'OPENED'],
    receipt: true,
    want: 'SENT+ DELIVERED+ OPENED+ CONFIRMED-',
  },
  {
    name: 'an answer leaves nothing open below it',
    state: 'ANSWERED',
    facts: ['DELIVERED', 'ANSWERED'],
    want: 'SENT+ DELIVERED+ ANSWERED+',
  },
  {
    name: 'a late bounce is the end, after what was reached',
    state: 'FAILED',
    facts: ['DELIVERED', 'FAILED'],
    receipt: true,
    want: 'SENT+ DELIVERED+ FAILED!',
  },
  {
    name: 'an answer outweighs a failure',
    state: 'ANSWERED',
    facts: ['DELIVERED', 'FAILED', 'ANSWERED'],
    want: 'SENT+ DELIVERED+ ANSWERED+',
  },
];

const marks = { done: '+', current: '>', upcoming: '-', failed: '!' };

test.each(cases)('$name', ({ state, facts, way = 'INBOX', receipt = false, want }) => {
  const got = deriveDeliverySteps({ channel: way, state, steps: steps(...facts) }, sentAt, receipt);
  expect(got.map((step) => step.state + marks[step.status]).join(' ')).toBe(want);
});

test('every step that is a fact has its time', () => {
  const got = deriveDeliverySteps(
    { channel: 'INBOX', state: 'OPENED', steps: steps('DELIVERED', 'OPENED') },
    sentAt,
    false,
  );
  expect(got.map((step) => step.at)).toEqual([sentAt, at(1), at(2)]);
});

test('a report that could not be read stands at the state it came in', () => {
  const said = (state: DeliveryState, detail: string | null, minute: number) => ({ state, at: at(minute), detail });
  const got = deriveDeliverySteps(
    {
      channel: 'SMIME',
      state: 'HANDED_OVER',
      steps: [said('QUEUED', null, 1), said('HANDED_OVER', null, 2), said('HANDED_OVER', 'nicht gelesen', 3)],
    },
    sentAt,
    false,
  );
  expect(got.at(-1)).toEqual({ state: 'HANDED_OVER', status: 'done', at: at(2), detail: 'nicht gelesen' });
});

test('only a mail that was passed on and not heard of is silent', () => {
  const silent = (channel: ChannelKind, state: DeliveryState) => isSilent({ channel, state });
  expect([silent('SMIME', 'HANDED_OVER'), silent('SMIME', 'RELAYED')]).toEqual([true, true]);
  expect([silent('SMIME', 'DELIVERED'), silent('SMIME', 'DEFERRED'), silent('INBOX', 'DELIVERED')]).toEqual([
    false,
    false,
    false,
  ]);
});
