import { expect, test } from 'vitest';
import { pastesText } from './useFileDrop.ts';

test.each([
  ['a table from a spreadsheet with its picture', 'Name\tOrt\nErika\tHof', ['image.png'], true],
  ['a line from a word processor with its picture', 'Sehr geehrte Damen und Herren', ['image.png'], true],
  ['a picture alone', '', ['image.png'], false],
  ['a file of a file manager, named beside it', 'Bescheid.pdf', ['Bescheid.pdf'], false],
  ['files named with their folders', '/home/e/a b.pdf\r\n/home/e/c.pdf\r\n', ['a b.pdf', 'c.pdf'], false],
] as const)('%s', (_, text, names, want) => {
  const files = names.map((name) => ({ name }));
  expect(pastesText(text, files)).toBe(want);
});
