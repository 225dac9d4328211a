import type { PlaceNameFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import type { StartMessages } from './start.de.ts';

/** What names a place so that it cannot be mistaken: 32 Bavarian names occur more than once. */
export const PlaceName = graphql(`
  fragment PlaceName on Region { id ars name designation kind kreis { id name designation } }
`);

/** Designation and district, such as "Markt, Landkreis Bayreuth". */
export function placeNote({ name, designation, kind, kreis }: PlaceNameFragment, t: StartMessages): string {
  const own = kind === 'GEMEINDEFREI' ? t.place.unincorporated : designation;
  const district = kreis && kreis.name !== name && kind !== 'KREIS' ? t.place.landkreis(kreis.name) : null;
  return [own, district].filter(Boolean).join(', ');
}

/** Whether services can be asked for here: a municipality or an unincorporated area. */
export function isMunicipal({ kind }: PlaceNameFragment): boolean {
  return kind === 'GEMEINDE' || kind === 'GEMEINDEFREI';
}

/** Name, part and note in one line, such as "München, Bogenhausen (Landeshauptstadt)". */
export function nameWithNote(place: PlaceNameFragment, t: StartMessages, part?: string | null): string {
  const note = placeNote(place, t);
  return [[place.name, part].filter(Boolean).join(', '), note && `(${note})`].filter(Boolean).join(' ');
}
