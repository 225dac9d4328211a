import type { OfferingSort } from '../../gql/graphql.ts';
import { wordParam } from '../../lib/searchParams.ts';
import type { MarketSearch } from './catalogueSearch.ts';

type Kind = NonNullable<MarketSearch['art']>;
type State = NonNullable<MarketSearch['stand']>;

// Written again: these routes load without those of the market.
const kindWords: readonly Kind[] = ['efa', 'markt', 'bayernstore', 'werkzeugkasten'];
const stateWords: readonly State[] = ['verfuegbar', 'angekuendigt', 'pausiert', 'zurueckgezogen'];

/** Orders of the editors' list behind each word of the address. */
export const deskOrders = {
  name: 'NAME',
  geaendert: 'CHANGED',
  neu: 'NEWEST',
  bestellbar: 'ORDERABLE_FROM',
} as const satisfies Record<string, OfferingSort>;

/** The editors' list as it stands in the address. */
export interface DeskSearch {
  art?: Kind;
  stand?: State;
  ordnung?: keyof typeof deskOrders;
}

/** Reads the address of the editors' list; what it does not know it leaves out. */
export function deskSearch(search: Record<string, unknown>): DeskSearch {
  const art = wordParam(search, 'art', kindWords);
  const stand = wordParam(search, 'stand', stateWords);
  const ordnung = wordParam(search, 'ordnung', Object.keys(deskOrders) as (keyof typeof deskOrders)[]);
  return { ...(art && { art }), ...(stand && { stand }), ...(ordnung && { ordnung }) };
}
