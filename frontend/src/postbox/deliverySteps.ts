import type { ChannelKind, DeliveryPartsFragment, DeliveryState } from '../gql/graphql.ts';

/** One step of a delivery. `SENT` is the sending itself, which is no fact of the delivery. */
export interface DeliveryStep {
  state: DeliveryState | 'SENT';
  status: 'done' | 'current' | 'upcoming' | 'failed';
  /** A contract `Time`; missing while the step is still to come. */
  at?: string;
  detail?: string | null | undefined;
}

type Facts = Pick<DeliveryPartsFragment, 'channel' | 'state' | 'steps'>;

const order: readonly DeliveryState[] = ['HANDED_OVER', 'RELAYED', 'DELIVERED', 'OPENED', 'CONFIRMED', 'ANSWERED'];
const failures: readonly DeliveryState[] = ['FAILED', 'REJECTED'];

// Steps that every delivery should reach, so that they are shown before they are. Of a mail nobody promises a report.
function expected(channel: ChannelKind, receiptRequested: boolean): DeliveryState[] {
  const way: DeliveryState[] = channel === 'SMIME' ? ['HANDED_OVER'] : ['DELIVERED', 'OPENED'];
  return receiptRequested ? [...way, 'CONFIRMED'] : way;
}

/** Whether a mail was passed on and nothing was heard since: that says neither that it arrived nor that it did not. */
export function isSilent({ channel, state }: Pick<Facts, 'channel' | 'state'>): boolean {
  return channel === 'SMIME' && (state === 'HANDED_OVER' || state === 'RELAYED');
}

/**
 * The steps of a delivery in order: what is a fact with its time, where it is now or failed, and what is still to come.
 * A failure that a later fact outweighs is not shown as the state (design: domain, Facts and states).
 */
export function deriveDeliverySteps(
  { channel, state, steps }: Facts,
  sentAt: string,
  receiptRequested: boolean,
): DeliveryStep[] {
  const fact = (wanted: DeliveryState) => steps.find((step) => step.state === wanted);
  // A state that is there twice was reported on by something that could not be read; only what was said last is of now.
  const lastDetail = (wanted: DeliveryState) => steps.findLast((step) => step.state === wanted)?.detail;
  const highest = order.findLastIndex((one) => fact(one));
  const derived: DeliveryStep[] = [{ state: 'SENT', status: 'done', at: sentAt }];
  for (const [index, one] of order.entries()) {
    const step = fact(one);
    if (step) derived.push({ state: one, status: 'done', at: step.at, detail: lastDetail(one) });
    else if (expected(channel, receiptRequested).includes(one) && (index > highest || one === 'CONFIRMED')) {
      derived.push({ state: one, status: 'upcoming' });
    }
  }
  if (failures.includes(state)) return [...derived.filter(({ status }) => status === 'done'), failed(state, steps)];
  if (state === 'DEFERRED' || state === 'QUEUED') derived.splice(lastDone(derived) + 1, 0, waiting(state, steps));
  return derived;
}

function failed(state: DeliveryState, steps: Facts['steps']): DeliveryStep {
  const step = steps.findLast((one) => one.state === state);
  return { state, status: 'failed', ...(step && { at: step.at, detail: step.detail }) };
}

function waiting(state: DeliveryState, steps: Facts['steps']): DeliveryStep {
  const step = steps.findLast((one) => one.state === state);
  return { state, status: 'current', ...(step && { at: step.at, detail: step.detail }) };
}

function lastDone(derived: readonly DeliveryStep[]): number {
  return derived.findLastIndex(({ status }) => status === 'done');
}
