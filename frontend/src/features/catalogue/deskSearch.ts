import type { OfferingSort } from '../../gql/graphql.ts';
import { wordParam } from '../../lib/searchParams.ts';
import { kindWords, stateWords } from './catalogueSearch.ts';

/** Orders of the editors' list behind each word of the address. */
export const deskOrders = {
  name: 'NAME',
  geaendert: 'CHANGED',
  neu: 'NEWEST',
  bestellbar: 'ORDERABLE_FROM',
} as const satisfies Record<string, OfferingSort>;

/** The editors' list as it stands in the address. */
export interface DeskSearch {
  art?: (typeof kindWords)[number];
  stand?: (typeof stateWords)[number];
  folge?: keyof typeof deskOrders;
}

/** Reads the address of the editors' list; what it does not know it leaves out. */
export function deskSearch(search: Record<string, unknown>): DeskSearch {
  const art = wordParam(search, 'art', kindWords);
  const stand = wordParam(search, 'stand', stateWords);
  const folge = wordParam(search, 'folge', Object.keys(deskOrders) as (keyof typeof deskOrders)[]);
  return { ...(art && { art }), ...(stand && { stand }), ...(folge && { folge }) };
}
