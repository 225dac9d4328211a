import type { CostClass, OfferingFilter, OfferingKind, OfferingState, OrganisationKind } from '../../gql/graphql.ts';
import type { costWords, kindWords, MarketSearch, stateWords, whoWords } from './catalogueSearch.ts';

/** Kind of offering behind each word of the address. */
export const kinds: Record<(typeof kindWords)[number], OfferingKind> = {
  efa: 'EFA',
  markt: 'MARKET',
  bayernstore: 'BAYERN_STORE',
  werkzeugkasten: 'TOOLBOX',
};
/** State of an offering behind each word of the address. */
export const states: Record<(typeof stateWords)[number], OfferingState> = {
  verfuegbar: 'ORDERABLE',
  angekuendigt: 'ANNOUNCED',
  pausiert: 'PAUSED',
  zurueckgezogen: 'WITHDRAWN',
};
/** Cost class behind each word of the address. */
export const costs: Record<(typeof costWords)[number], CostClass> = {
  kostenfrei: 'FREE',
  kostenpflichtig: 'PRICED',
  anfrage: 'ON_REQUEST',
  unbekannt: 'UNKNOWN',
};
/** Kind of organisation behind each word of the address. */
export const organisations: Record<(typeof whoWords)[number], OrganisationKind> = {
  gemeinde: 'GEMEINDE',
  verwaltungsgemeinschaft: 'VERWALTUNGSGEMEINSCHAFT',
  'kreisfreie-stadt': 'KREISFREIE_STADT',
  landkreis: 'LANDKREIS',
  bezirk: 'BEZIRK',
  gesundheitsamt: 'HEALTH_OFFICE',
  zweckverband: 'ZWECKVERBAND',
  kommunalunternehmen: 'KOMMUNALUNTERNEHMEN',
};

/** The filters of the address, and what stays out of it: the words searched for, and the organisation one orders for. */
export interface CatalogueFilter extends MarketSearch {
  suche?: string;
  /** Id of the organisation; only for who orders for one. */
  organisation?: string;
}

/** The address and the words as a filter of the contract. */
export function offeringFilter({
  suche,
  art,
  stand,
  fuer,
  kosten,
  umlage,
  test,
  unbestellt,
  organisation,
  verfahren,
  version,
}: CatalogueFilter): OfferingFilter {
  return {
    ...(suche && { search: suche }),
    ...(art && { kind: kinds[art] }),
    ...(stand && { state: states[stand] }),
    ...(fuer && { eligibleFor: organisations[fuer] }),
    ...(kosten && { costClass: costs[kosten] }),
    ...(umlage && { financedByLevy: true }),
    ...(test && { hasTestLink: true }),
    ...(unbestellt && organisation && { notOrderedBy: organisation }),
    ...(verfahren && { procedureId: verfahren, ...(version && { procedureVersion: version }) }),
  };
}

const names = ['suche', 'art', 'stand', 'fuer', 'kosten', 'umlage', 'test', 'unbestellt', 'verfahren'] as const;

/** Name of a filter in the address. */
export type FilterName = (typeof names)[number];

/** Names of the filters that are set; what is ticked to be compared is none. */
export function activeFilters(filter: CatalogueFilter): FilterName[] {
  return names.filter((name) => filter[name] !== undefined);
}
