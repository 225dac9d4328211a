import { textParams, textsParams, wordParam } from '../../lib/searchParams.ts';

/** Words of the filter "Art" in the address. */
export const kindWords = ['efa', 'markt', 'bayernstore', 'werkzeugkasten'] as const;
/** Words of the filter "Stand" in the address. */
export const stateWords = ['verfuegbar', 'angekuendigt', 'pausiert', 'zurueckgezogen'] as const;
/** Words of the filter "Kosten" in the address. */
export const costWords = ['kostenfrei', 'kostenpflichtig', 'anfrage', 'unbekannt'] as const;
/** Words of the filter "Für wen" in the address. */
export const whoWords = [
  'gemeinde',
  'verwaltungsgemeinschaft',
  'kreisfreie-stadt',
  'landkreis',
  'bezirk',
  'gesundheitsamt',
  'zweckverband',
  'kommunalunternehmen',
] as const;

/** The catalogue's filters and what is ticked to be compared, as they stand in the address. */
export interface MarketSearch {
  art?: (typeof kindWords)[number];
  stand?: (typeof stateWords)[number];
  fuer?: (typeof whoWords)[number];
  kosten?: (typeof costWords)[number];
  umlage?: 'ja';
  test?: 'ja';
  /** Leaves out what one's organisation ordered. */
  unbestellt?: 'ja';
  /** Id of a specialist procedure that there has to be an interface to. */
  verfahren?: string;
  /** Version of it that the interface has to work with. */
  version?: string;
  /** Slugs of the offerings to be compared. */
  vergleich?: string[];
}

/** How many offerings stand side by side. */
export const mostCompared = 3;

const ticked = (search: Record<string, unknown>, name: string) => {
  const { [name]: all = [] } = textsParams(search, name);
  return [...new Set(all)].slice(0, mostCompared);
};

/** Reads the address of the catalogue; what it does not know it leaves out. */
export function marketSearch(search: Record<string, unknown>): MarketSearch {
  const art = wordParam(search, 'art', kindWords);
  const stand = wordParam(search, 'stand', stateWords);
  const fuer = wordParam(search, 'fuer', whoWords);
  const kosten = wordParam(search, 'kosten', costWords);
  const umlage = wordParam(search, 'umlage', ['ja']);
  const test = wordParam(search, 'test', ['ja']);
  const unbestellt = wordParam(search, 'unbestellt', ['ja']);
  const vergleich = ticked(search, 'vergleich');
  return {
    // Words in a link from outside: the page takes them out of the address at once.
    ...textParams(search, 'suche', 'verfahren', 'version'),
    ...(art && { art }),
    ...(stand && { stand }),
    ...(fuer && { fuer }),
    ...(kosten && { kosten }),
    ...(umlage && { umlage }),
    ...(test && { test }),
    ...(unbestellt && { unbestellt }),
    ...(vergleich.length > 0 && { vergleich }),
  };
}

/** Reads the address of a comparison: up to three slugs, and whether what is alike is left out. */
export function comparisonSearch(search: Record<string, unknown>): { leistung?: string[]; nur?: 'unterschiede' } {
  const leistung = ticked(search, 'leistung');
  const nur = wordParam(search, 'nur', ['unterschiede']);
  return { ...(leistung.length > 0 && { leistung }), ...(nur && { nur }) };
}

/** Ticks an offering, or takes its tick away; beyond three nothing is added. */
export function toggleCompared(slugs: readonly string[] = [], slug: string): string[] {
  if (slugs.includes(slug)) return slugs.filter((one) => one !== slug);
  return slugs.length < mostCompared ? [...slugs, slug] : [...slugs];
}
