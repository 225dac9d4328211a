import type { AreaTasksQuery } from '../../gql/graphql.ts';

type Internal = NonNullable<NonNullable<AreaTasksQuery['organisation']>['internal']>;

/** One thing that waits. */
export type Waiting = Internal['waiting'][number];

/** The page where it is done. */
export function placeOf({ kind, order, contract, rollout, ticket }: Waiting): string {
  switch (kind) {
    case 'FINISH_ORDER':
    case 'SUBMIT_ORDER':
    case 'CHANGE_ORDER':
      return order ? `/bestellungen/${order.reference}` : '/bestellungen';
    case 'SIGN_CONTRACT':
      return contract ? `/vertraege/${contract.id}` : '/vertraege';
    case 'ANSWER_TICKET':
      return ticket ? `/tickets/${ticket.reference}` : '/tickets';
    case 'FILL_PARAMETERS':
    case 'DO_TASK':
    case 'REPORT_LINK':
    case 'MEND_LINK':
      return rollout ? `/einrichtungen/${rollout.id}` : '/einrichtungen';
  }
}

/** What it is about: the service, for whom where that is another, and the reference. */
export function subjectOf({ order, contract, rollout, ticket }: Waiting): string {
  if (ticket) return `${ticket.subject} (${ticket.reference})`;
  if (rollout) return `${rollout.offering.name}, ${rollout.organisation.name} (${rollout.reference})`;
  if (contract) return `${contract.offering.current.name} (${contract.reference})`;
  if (order) return `${order.ordered.name}, ${(order.onBehalfOf ?? order.organisation).name} (${order.reference})`;
  return '';
}

/** Tells one from another: one rollout may wait for several things. */
export function keyOf({ kind, since, order, contract, rollout, ticket }: Waiting): string {
  return [kind, since, (ticket ?? rollout ?? contract ?? order)?.id].join(' ');
}
