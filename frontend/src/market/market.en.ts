import type { MarketMessages } from './market.de.ts';

/** English texts that catalogue, orders, contracts and rollouts share. */
export const marketEn: MarketMessages = {
  orderStates: {
    DRAFT: 'Draft',
    SUBMITTED: 'Being checked',
    RETURNED: 'Returned',
    RELEASED: 'Released',
    CANCELLED: 'Cancelled',
  },
  contractStates: {
    DRAFT: 'Noted',
    OFFERED: 'Waiting for your signature',
    SIGNED: 'Waiting for countersignature',
    EFFECTIVE: 'Effective',
    ON_HOLD: 'On hold',
    TERMINATED: 'Ended',
    EXPIRED: 'Expired',
    DECLINED: 'Declined',
  },
  levels: {
    PROVISION: 'Provision contract',
    REUSE: 'Reuse contract',
    SUB_REUSE: 'Sub-reuse contract',
    SUB_SUB_REUSE: 'Sub-sub-reuse contract',
  },
  chain: {
    title: 'The chain of contracts',
    lead: 'How the right to use it comes from the provider down to your municipality. Each contract rests on the one above.',
    none: 'No chain of contracts is recorded for this service yet.',
    passes: (grantor, grantee) => `${grantor} to ${grantee}`,
    since: (day) => `since ${day}`,
    from: (day) => `from ${day}`,
    until: (day) => `until ${day}`,
    open: 'no fixed end',
    noDay: 'start not stated',
    states: {
      DRAFT: 'Noted',
      OFFERED: 'Not signed yet',
      SIGNED: 'Not countersigned yet',
      EFFECTIVE: 'Effective',
      ON_HOLD: 'On hold',
      TERMINATED: 'Ended',
      EXPIRED: 'Expired',
      DECLINED: 'Declined',
    },
    asTable: 'Chain of contracts as a table',
    contract: 'Contract',
    grantor: 'Granted by',
    grantee: 'Granted to',
    state: 'State',
    begin: 'Begins',
    end: 'Ends',
  },
  download: {
    failed: 'The file cannot be loaded just now. Please try again in a moment.',
  },
  toMarket: 'To the market',
  place: {
    unit: (unit, organisation) => `${unit} (${organisation})`,
    member: (member, union) => `${member} (ordered by ${union})`,
  },
};
