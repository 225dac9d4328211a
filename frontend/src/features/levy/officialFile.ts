import type { LevyOfficialInput } from '../../gql/graphql.ts';
import { typedEuros } from './amounts.ts';

/** Official amounts of a file, and the numbers of its lines that are none. */
export interface OfficialFile {
  amounts: LevyOfficialInput[];
  badLines: number[];
}

const columns = { ars: ['ars', 'schlüssel', 'schluessel'], level: ['level', 'ebene'], amount: ['amount', 'betrag'] };
const levels = { GEMEINDE: 'GEMEINDE', LANDKREIS: 'LANDKREIS', BEZIRK: 'BEZIRK' } as const;

const cells = (line: string, separator: string) =>
  line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

/**
 * Reads a CSV file with the columns ars, level and amount in any order, separated by semicolon or comma. Null when its first
 * line does not name them. A line that is said twice counts once, as it stands last.
 */
export function readOfficialFile(text: string): OfficialFile | null {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const first = lines[0] ?? '';
  const separator = first.includes(';') ? ';' : ',';
  const names = cells(first, separator).map((name) => name.toLowerCase());
  const at = (column: readonly string[]) => names.findIndex((name) => column.includes(name));
  const [ars, level, amount] = [at(columns.ars), at(columns.level), at(columns.amount)];
  if (ars < 0 || level < 0 || amount < 0) return null;
  const found = new Map<string, LevyOfficialInput>();
  const badLines: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const row = cells(line, separator);
    const key = row[ars] ?? '';
    const one = levels[(row[level] ?? '').toUpperCase() as keyof typeof levels];
    const euros = typedEuros(row[amount] ?? '');
    if (/^(\d{3}|\d{5}|\d{12})$/.test(key) && one && euros)
      found.set(`${key} ${one}`, { ars: key, level: one, amount: euros });
    else badLines.push(index + 1);
  }
  return { amounts: [...found.values()], badLines };
}
