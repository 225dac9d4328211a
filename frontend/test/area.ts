import { offering } from './market.ts';
import { connection } from './postbox.ts';
import { someone } from './renderApp.tsx';
import { rollout } from './rollouts.ts';

/** An organisation of the person who is signed in. */
export function membership(id: string, name: string, roles: string[] = ['BUYER']) {
  return {
    __typename: 'Membership',
    id: `mem_${id}`,
    roles,
    allAuthorities: false,
    organisation: { __typename: 'Organisation', id: `org_${id}`, name, authorities: [] },
    authorities: [],
  };
}

/** A person with a part in the market. */
export const buyer = (...memberships: object[]) => ({ ...someone, memberships });

const named = (typename: string, id: string, name: string) => ({ __typename: typename, id, name });
const nothing = { order: null, contract: null, rollout: null, ticket: null };

/** One thing that waits. */
export function waiting(kind: string, about: object) {
  return { __typename: 'MarketTask', kind, since: '2026-11-20T10:00:00.000000Z', ...nothing, ...about };
}

/** An order as the area names it. */
export const order = (reference: string, name: string, given: object = {}) => ({
  __typename: 'Order',
  id: `ord_${reference}`,
  reference,
  state: 'DRAFT',
  alreadyInUse: false,
  updatedAt: '2026-11-20T10:00:00.000000Z',
  ordered: named('OfferingVersion', `ofv_${reference}`, name),
  organisation: named('Organisation', 'org_1', 'Stadt Bamberg'),
  onBehalfOf: null,
  ...given,
});

/** A contract as the area names it. */
export const contract = (reference: string, name: string) => ({
  __typename: 'Contract',
  id: `ctr_${reference}`,
  reference,
  state: 'OFFERED',
  endsOn: null,
  offering: offering(`of-${reference}`, name),
});

/** A ticket as the area names it. */
export const ticket = (reference: string, subject: string) => ({
  __typename: 'Ticket',
  id: `tck_${reference}`,
  reference,
  subject,
  state: 'WAITING_FOR_REQUESTER',
  updatedAt: '2026-11-20T10:00:00.000000Z',
});

/** What an organisation has in the market. */
export function internal(given: object = {}) {
  return {
    __typename: 'OrganisationInternal',
    waiting: [],
    marketCounts: { __typename: 'MarketCounts', orders: 1, contracts: 1, rollouts: 1, live: 0, tickets: 1 },
    rollouts: connection([rollout()]),
    contracts: connection([contract('V-1', 'Hundesteuer')]),
    levyShares: [],
    serviceLinkCount: { __typename: 'ServiceLinkCount', services: 120, online: 45 },
    serviceLinks: connection([], { hasNextPage: false, endCursor: null }),
    ...given,
  };
}
