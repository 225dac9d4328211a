import { expect, it } from 'vitest';
import { readOfficialFile } from './officialFile.ts';

it('reads official amounts in either separator and any order of columns', () => {
  const want = [
    { ars: '094610000000', level: 'GEMEINDE', amount: '1234.00' },
    { ars: '094', level: 'BEZIRK', amount: '1234567.50' },
  ];
  expect(
    readOfficialFile('\uFEFFEbene;ARS;Betrag\r\nGemeinde;"094610000000";1.234\r\nBEZIRK;094;1.234.567,50\r\n'),
  ).toEqual({
    amounts: want,
    badLines: [],
  });
  expect(readOfficialFile('ars,level,amount\n094610000000,GEMEINDE,1234.00\n094,BEZIRK,1234567.50')?.amounts).toEqual(
    want,
  );
});

it('names the lines that are none, and takes the last of two', () => {
  const read = readOfficialFile(
    'ars;level;amount\n9461;GEMEINDE;1\n\n094;LAND;1\n094;BEZIRK;-1\n094;BEZIRK;1\n094;BEZIRK;2',
  );
  expect(read).toEqual({ amounts: [{ ars: '094', level: 'BEZIRK', amount: '2.00' }], badLines: [2, 4, 5] });
  expect(readOfficialFile('name;wert\na;1')).toBeNull();
});
