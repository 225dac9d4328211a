import type { TicketKind, TicketState } from '../../gql/graphql.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';

const states = {
  betrieb: 'OPEN',
  organisation: 'WAITING_FOR_REQUESTER',
  hersteller: 'WAITING_FOR_VENDOR',
  geloest: 'RESOLVED',
} as const satisfies Record<string, TicketState>;
const kinds = {
  organisation: 'ORGANISATION',
  bestellung: 'ORDER',
  frage: 'QUESTION',
  anfrage: 'CONTACT',
  verzeichnis: 'DIRECTORY',
} as const satisfies Record<string, TicketKind>;

/** Words of the state in the address. */
export type StateWord = keyof typeof states;
/** Words of the kind in the address. */
export type KindWord = keyof typeof kinds;

/** The words of the state, in the order in which they are offered. */
export const stateWords = Object.keys(states) as StateWord[];
/** The words of the kind; members have tickets of some. */
export const kindWords = Object.keys(kinds) as KindWord[];
export const memberKinds: readonly KindWord[] = ['organisation', 'bestellung', 'frage'];

/** What a list of tickets is narrowed to, as the address has it. The words searched for stay out of it. */
export interface TicketsSearch {
  stand?: StateWord;
  art?: KindWord;
  organisation?: string;
  meine?: 'ja';
}

/** Reads the search params of a list; `suche` is there only until the search box takes it out. */
export function ticketsSearch(search: Record<string, unknown>): TicketsSearch & { suche?: string } {
  const stand = wordParam(search, 'stand', stateWords);
  const art = wordParam(search, 'art', kindWords);
  const meine = wordParam(search, 'meine', ['ja']);
  return {
    ...textParams(search, 'suche', 'organisation'),
    ...(stand && { stand }),
    ...(art && { art }),
    ...(meine && { meine }),
  };
}

/** The state that a word of the address means. */
export const stateOf = (word: StateWord): TicketState => states[word];

/** The kind that a word of the address means. */
export const kindOf = (word: KindWord): TicketKind => kinds[word];

/** The address as arguments of the contract. */
export function ticketFilter({ stand, art, organisation, meine }: TicketsSearch, words: string) {
  return {
    state: stand ? states[stand] : null,
    kind: art ? kinds[art] : null,
    organisationId: organisation ?? null,
    assignedToMe: meine ? true : null,
    search: words || null,
  };
}
