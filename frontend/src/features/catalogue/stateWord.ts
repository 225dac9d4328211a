import type { OfferingKind, OfferingState } from '../../gql/graphql.ts';
import type { CatalogueMessages } from './catalogue.de.ts';

/** The state of an offering in a word: what can be taken over is ordered here, or is available elsewhere. */
export function stateWord(state: OfferingState, kind: OfferingKind, t: CatalogueMessages): string {
  return state === 'ORDERABLE' && kind === 'EFA' ? t.orderable : t.states[state];
}
