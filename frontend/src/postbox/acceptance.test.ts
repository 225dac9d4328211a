import { expect, test } from 'vitest';
import { refusalOf, textBytes } from './acceptance.ts';

test.each([
  ['antrag.pdf', 10, 100, 5, null],
  ['Foto.JPEG', 10, 100, 5, null],
  ['Bild.jfif', 10, 100, 5, null],
  ['programm.exe', 10, 100, 5, 'type'],
  ['ohne-endung', 10, 100, 5, 'type'],
  ['antrag.pdf.exe', 10, 100, 5, 'type'],
  ['leer.pdf', 0, 100, 5, 'empty'],
  ['zu-viele.pdf', 10, 100, 0, 'many'],
  ['gerade-noch.pdf', 100, 100, 5, null],
  ['zu-gross.pdf', 101, 100, 5, 'large'],
] as const)('%s of %i bytes, with room for %i and %i places', (name, size, room, places, want) => {
  expect(refusalOf({ name, size }, room, places)).toBe(want);
});

test('text counts in bytes, not in letters', () => {
  expect(textBytes('Grüße', '€')).toBe(10);
});
