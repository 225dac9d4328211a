import type { CaseFilter, CaseOrder, CaseState } from '../../gql/graphql.ts';
import { todayInBerlin } from '../../lib/dates.ts';
import type { dueWords, InboxFilter, orderWords, stateWords } from './inboxSearch.ts';

const states: Record<(typeof stateWords)[number], CaseState[] | null> = {
  offen: ['NEW', 'IN_PROGRESS', 'AWAITING_PERSON'],
  neu: ['NEW'],
  arbeit: ['IN_PROGRESS'],
  person: ['AWAITING_PERSON'],
  erledigt: ['CLOSED'],
  archiv: ['CLOSED'],
  alle: null,
};
const days: Record<(typeof dueWords)[number], number> = { heute: 1, woche: 8, monat: 31 };
const orders: Record<(typeof orderWords)[number], CaseOrder> = {
  warten: 'LONGEST_WAITING',
  neu: 'NEWEST_MESSAGE',
  frist: 'DUE_FIRST',
};

// The contract's dueBefore leaves its own day out, so that "until today" asks for what is due before tomorrow.
function dayIn(count: number, now: Date): string {
  const day = new Date(`${todayInBerlin(now)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + count);
  return day.toISOString().slice(0, 10);
}

/** The address and the words as a filter of the contract. Without a word for the state the closed cases are left out. */
export function caseFilter(search: InboxFilter, membershipId: string | undefined, now = new Date()): CaseFilter {
  const { suche, stand = 'offen', wer, ungelesen, faellig } = search;
  const wanted = states[stand];
  return {
    ...(suche && { search: suche }),
    ...(wanted && { states: wanted }),
    ...(stand === 'archiv' && { toOffer: true }),
    ...(wer === 'ich' && membershipId && { assigneeId: membershipId }),
    ...(wer === 'niemand' && { unassigned: true }),
    ...(ungelesen && { unread: true }),
    ...(faellig && { dueBefore: dayIn(days[faellig], now) }),
  };
}

/** The order the address asks for; who waits longest comes first. */
export function caseOrder({ ordnung = 'warten' }: InboxFilter): CaseOrder {
  return orders[ordnung];
}

/** Names of the filters that are set; the order is none. */
export function activeFilters(search: InboxFilter): (keyof InboxFilter)[] {
  return (['suche', 'stand', 'wer', 'ungelesen', 'faellig'] as const).filter((name) => search[name] !== undefined);
}
