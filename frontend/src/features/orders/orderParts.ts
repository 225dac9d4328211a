import type { OrderPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import type { OrdersMessages } from './orders.de.ts';

/** How far an order is, with what hangs on it. */
export const OrderParts = graphql(`
  fragment OrderParts on Order {
    id version reference state alreadyInUse editable submittable
    preparedBy submittedBy actingPerson interfaceCostsAcknowledgedAt decisionNote
    createdAt updatedAt placedAt decidedAt
    organisation { id name kind }
    onBehalfOf { id name }
    unit { id name }
    offering { id slug }
    ordered { id name }
    missing { code field message }
    contract { id state effectiveFrom signableAs refusal { reason } }
    rollout { id state liveSince }
    ticket { id reference }
  }
`);

/** Whether the order came back because its contract was declined. */
export function declined({ state, contract }: Pick<OrderPartsFragment, 'state' | 'contract'>): boolean {
  return state === 'RETURNED' && contract?.state === 'DECLINED';
}

/** What comes next with an order, in a sentence. */
export function nextOf(order: OrderPartsFragment, t: OrdersMessages): string {
  const { next } = t;
  switch (order.state) {
    case 'DRAFT':
      if (order.missing.length > 0) return next.draft;
      return order.submittable ? next.waitsForYou : next.waitsForSigner;
    case 'SUBMITTED':
      return next.submitted;
    case 'RETURNED':
      return declined(order) ? next.declined : next.returned;
    case 'CANCELLED':
      return next.cancelled;
    case 'RELEASED':
      break;
  }
  const sentences = {
    DRAFT: next.released,
    OFFERED: order.contract?.signableAs ? next.sign : next.signLater,
    SIGNED: next.countersign,
    ON_HOLD: next.hold,
    EFFECTIVE: order.alreadyInUse ? next.effectiveInUse : next.effective,
    TERMINATED: next.ended,
    EXPIRED: next.ended,
    DECLINED: next.declined,
  };
  return order.contract ? sentences[order.contract.state] : next.released;
}
