import { expect, test } from 'vitest';
import { isMeant, nearest, type PlacesFile, pathOf, readPlaces, side, windowOf } from './places.ts';

const file: PlacesFile = {
  territoryOn: '2026-06-30',
  municipalities: [
    ['091620000000', 'München', 48.14, 11.58],
    ['094610000000', 'Bamberg', 49.89, 10.89],
    ['091720114114', 'Berchtesgaden', 47.63, 13.0],
  ],
  districts: [
    ['09162', 'München', 'Kreisfreie Stadt'],
    ['09461', 'Bamberg', 'Kreisfreie Stadt'],
    ['09172', 'Berchtesgadener Land', 'Landkreis'],
  ],
};

test('places stand as on a map: north at the top, east on the right, all within the picture', () => {
  const [munich, bamberg, berchtesgaden] = readPlaces(file);
  if (!munich || !bamberg || !berchtesgaden) throw new Error('a place is missing');
  expect(bamberg.y).toBeLessThan(munich.y);
  expect(munich.y).toBeLessThan(berchtesgaden.y);
  expect(bamberg.x).toBeLessThan(munich.x);
  expect(munich.x).toBeLessThan(berchtesgaden.x);
  for (const { x, y } of [munich, bamberg, berchtesgaden]) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
    expect(Math.max(x, y)).toBeLessThanOrEqual(side);
  }
  // 2.26 degrees north to south, 2.11 degrees of two thirds the length west to east.
  expect(berchtesgaden.y - bamberg.y).toBeCloseTo(side);
  expect((berchtesgaden.x - bamberg.x) / side).toBeCloseTo((2.11 * 0.656) / 2.26, 2);
});

test('a town that is its own district has none beside it', () => {
  expect(readPlaces(file).map(({ district }) => district)).toEqual([null, null, 'Berchtesgadener Land']);
});

test('no place at all is an empty picture', () => {
  expect(readPlaces({ ...file, municipalities: [] })).toEqual([]);
  expect(windowOf([])).toMatchObject({ width: side * 1.08 });
});

test('who looks at one place sees what is around it', () => {
  const [munich] = readPlaces(file);
  if (!munich) throw new Error('a place is missing');
  const { x, y, width, height } = windowOf([munich]);
  expect(width).toBe(height);
  expect(width).toBeGreaterThan(60);
  expect(x + width / 2).toBeCloseTo(munich.x);
  expect(y + height / 2).toBeCloseTo(munich.y);
});

test('each state has a shape of its own', () => {
  const places = readPlaces(file).slice(0, 1);
  const shapes = (['LIVE', 'IN_PROGRESS', 'ORDERED', 'ENDED'] as const).map((state) =>
    pathOf(places, state).replace(/[-\d. ]/g, ''),
  );
  expect(new Set(shapes).size).toBe(4);
  expect(pathOf(readPlaces(file), 'LIVE').split('Z')).toHaveLength(4);
});

test('the nearest place is found, and none far away', () => {
  const places = readPlaces(file);
  const [munich] = places;
  if (!munich) throw new Error('a place is missing');
  expect(nearest(places, munich.x + 3, munich.y - 3, 20)?.name).toBe('München');
  expect(nearest(places, munich.x + 30, munich.y, 20)).toBeNull();
});

test.each([
  ['munchen', false],
  ['muenchen', true],
  ['Münch', true],
  ['berchtes land', true],
  ['09172', true],
  ['09461', true],
  ['xyz', false],
])('"%s" finds a place or not', (typed, found) => {
  expect(readPlaces(file).some((place) => isMeant(place, typed))).toBe(found);
});
