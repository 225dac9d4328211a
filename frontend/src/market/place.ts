import type { MarketMessages } from './market.de.ts';

interface Place {
  organisation: { name: string };
  onBehalfOf: { name: string } | null;
  unit: { name: string } | null;
}

/** For whom something is, in words: the municipality, the union's member, or a unit with whose it is. */
export function placeName({ organisation, onBehalfOf, unit }: Place, t: MarketMessages): string {
  const name = onBehalfOf ? t.place.member(onBehalfOf.name, organisation.name) : organisation.name;
  return unit ? t.place.unit(unit.name, name) : name;
}

/** For whom something is, as short as a heading needs it. */
export function placeShort({ organisation, onBehalfOf, unit }: Place): string {
  return unit?.name ?? onBehalfOf?.name ?? organisation.name;
}
