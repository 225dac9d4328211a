import type { OrderState } from '../../gql/graphql.ts';

/** How the address calls the states of orders. */
export const orderStates = {
  entwurf: 'DRAFT',
  eingereicht: 'SUBMITTED',
  zurueckgegeben: 'RETURNED',
  freigegeben: 'RELEASED',
  storniert: 'CANCELLED',
} as const satisfies Record<string, OrderState>;
