import type { OrderDraftFragment } from '../../gql/graphql.ts';

/** A page of an order, as the address has it. */
export type OrderStep = 'fuer' | 'nutzung' | 'verfahren' | 'beteiligte' | 'kontakte' | 'angaben' | 'wunsch' | 'pruefen';

/** All pages in their order. */
export const orderSteps: readonly OrderStep[] = [
  'fuer',
  'nutzung',
  'verfahren',
  'beteiligte',
  'kontakte',
  'angaben',
  'wunsch',
  'pruefen',
];

/** The pages that this order has: what is in use already is not set up, and some services need no parameters. */
export function stepsOf(order: Pick<OrderDraftFragment, 'alreadyInUse' | 'parameters'> | undefined): OrderStep[] {
  const without = order && (order.alreadyInUse || order.parameters.length === 0);
  return orderSteps.filter((step) => step !== 'angaben' || !without);
}

/** The page to show for an address: without a draft the first, else the one asked for where this order has it. */
export function allowedStep(asked: OrderStep | undefined, order: OrderDraftFragment | undefined): OrderStep {
  if (!order) return 'fuer';
  return asked && stepsOf(order).includes(asked) ? asked : 'pruefen';
}

/** The page after one. */
export function stepAfter(step: OrderStep, order: Pick<OrderDraftFragment, 'alreadyInUse' | 'parameters'>): OrderStep {
  const steps = stepsOf(order);
  const later = orderSteps.slice(orderSteps.indexOf(step) + 1);
  return later.find((one) => steps.includes(one)) ?? 'pruefen';
}

const steps: Record<string, OrderStep> = {
  alreadyInUse: 'nutzung',
  portalUrl: 'nutzung',
  procedureId: 'verfahren',
  procedureVersion: 'verfahren',
  vendorId: 'beteiligte',
  itProviderId: 'beteiligte',
  subjectContact: 'kontakte',
  technicalContact: 'kontakte',
  parameters: 'angaben',
  wishedOn: 'wunsch',
  note: 'wunsch',
};

/** The page on which what a refusal names is changed; undefined where it is on none. */
export function stepOf(field: readonly string[] | null | undefined): OrderStep | undefined {
  for (const part of field ?? []) {
    const step = steps[part];
    if (step) return step;
  }
  return undefined;
}
