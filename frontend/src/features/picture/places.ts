import type { RolloutState } from '../../gql/graphql.ts';

/** Where a municipality stands in the picture; NONE has not ordered. */
export type PlaceState = RolloutState | 'NONE';

/** The states in the order in which they are drawn and listed, what is furthest last in the picture and first in lists. */
export const placeStates = ['LIVE', 'IN_PROGRESS', 'ORDERED', 'ENDED', 'NONE'] as const satisfies readonly PlaceState[];

/** A municipality as the public file has it, placed in the picture. */
export interface Place {
  ars: string;
  name: string;
  /** Its Kreis, null for a town that is one. */
  district: string | null;
  x: number;
  y: number;
}

/** The public file /files/market/municipalities.json. */
export interface PlacesFile {
  territoryOn: string;
  municipalities: readonly (readonly [ars: string, name: string, latitude: number, longitude: number])[];
  districts: readonly (readonly [ars: string, name: string, designation: string | null])[];
}

// At 49 degrees north a degree of longitude is about two thirds of one of latitude.
const narrow = Math.cos((49 * Math.PI) / 180);

/** The side of the picture that has all places. */
export const side = 1000;

/** Places with what they are called and where they stand in a picture of `side` by `side`, north at the top. */
export function readPlaces(file: PlacesFile): Place[] {
  const districts = new Map(file.districts.map(([ars, name, designation]) => [ars, { name, designation }]));
  const raw = file.municipalities.map(([ars, name, latitude, longitude]) => {
    const district = districts.get(ars.slice(0, 5));
    const alone = district?.designation === 'Kreisfreie Stadt';
    return { ars, name, district: alone ? null : (district?.name ?? null), x: longitude * narrow, y: -latitude };
  });
  const box = boxOf(raw);
  const scale = side / Math.max(box.width, box.height, Number.EPSILON);
  return raw.map((place) => ({
    ...place,
    x: (place.x - box.x) * scale + (side - box.width * scale) / 2,
    y: (place.y - box.y) * scale + (side - box.height * scale) / 2,
  }));
}

/** What lies around some points. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function boxOf(points: readonly { x: number; y: number }[]): Box {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  // Of thousands of numbers Math.min(...) would have as many arguments.
  const least = (all: readonly number[]) => all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (all: readonly number[]) => all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (points.length === 0) return { x: 0, y: 0, width: side, height: side };
  const [x, y] = [least(xs), least(ys)];
  return { x, y, width: most(xs) - x, height: most(ys) - y };
}

/** The square around some places, with room for the marks at its edge; never so close that one place fills it. */
export function windowOf(places: readonly Place[]): Box {
  const box = boxOf(places);
  const length = Math.max(box.width, box.height, 60) * 1.08;
  return { x: box.x - (length - box.width) / 2, y: box.y - (length - box.height) / 2, width: length, height: length };
}

type Mark = (x: number, y: number, r: number) => string;

const circle: Mark = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
const triangle: Mark = (x, y, r) => `M${x} ${y - r * 1.2}L${x + r * 1.1} ${y + r * 0.8}L${x - r * 1.1} ${y + r * 0.8}Z`;
const square: Mark = (x, y, r) => `M${x - r * 0.85} ${y - r * 0.85}h${r * 1.7}v${r * 1.7}h${-r * 1.7}Z`;
const cross: Mark = (x, y, r) => `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`;

/** Shape and size of the states: nothing rests on colour. */
export const marks: Record<PlaceState, { draw: Mark; size: number }> = {
  LIVE: { draw: circle, size: 9 },
  IN_PROGRESS: { draw: triangle, size: 9 },
  ORDERED: { draw: square, size: 8 },
  ENDED: { draw: cross, size: 6 },
  NONE: { draw: circle, size: 2.6 },
};

const round = (n: number) => Math.round(n * 10) / 10;

/** All places of one state as one path; `scale` is 1 for the whole picture and less where one looks closer. */
export function pathOf(places: readonly Place[], state: PlaceState, scale = 1): string {
  const { draw, size } = marks[state];
  return places.map(({ x, y }) => draw(round(x), round(y), round(size * scale))).join('');
}

/** Places by their state. */
export function byState(places: readonly Place[], stateOf: (place: Place) => PlaceState): Record<PlaceState, Place[]> {
  const found: Record<PlaceState, Place[]> = { LIVE: [], IN_PROGRESS: [], ORDERED: [], ENDED: [], NONE: [] };
  for (const place of places) found[stateOf(place)].push(place);
  return found;
}

/** The place that is nearest to a point, null where none is near. */
export function nearest(places: readonly Place[], x: number, y: number, within: number): Place | null {
  let found: Place | null = null;
  let least = within * within;
  for (const place of places) {
    const distance = (place.x - x) ** 2 + (place.y - y) ** 2;
    if (distance < least) [found, least] = [place, distance];
  }
  return found;
}

// "ö" is found by "ö" and "oe".
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');

/** Whether a place is meant by what was typed: a part of its name, its district's name, or the beginning of its key. */
export function isMeant({ name, district, ars }: Place, typed: string): boolean {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const text = plain(`${name} ${district ?? ''}`);
  return words.every((word) => text.includes(word) || ars.startsWith(word));
}
