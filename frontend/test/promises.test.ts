import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// What reads as a promise: what will be, what never or always is, who alone, until when, how much. The rule for mails and letters
// is in internal/promises_test.go; the list of both is docs/promises.tsv.
const rules = {
  de: /(?<!\p{L})(wird|werden|niemals|nie|niemand|niemandem|nichts|nur|immer|bleibt|bleiben|innerhalb|spätestens|höchstens|mindestens|frühestens|sofort|automatisch|unverändert|jederzeit|endgültig|verschlüsselt|gelöscht|\d+\s(Tagen?|Stunden?|Minuten?|Sekunden?|Wochen?|Monaten?|Jahren?|Zeichen|MB|KB|GB))(?!\p{L})/iu,
  en: /(?<!\p{L})(will|shall|never|nobody|nothing|only|always|stays?|remains?|within|at latest|at most|at least|earliest|at once|automatically|unchanged|any time|for good|encrypted|deleted|\d+\s(days?|hours?|minutes?|seconds?|weeks?|months?|years?|characters|MB|KB|GB))(?!\p{L})/iu,
};
// What goes on at this moment, and what could not be done, is no promise.
const reports = /(…['"`]?$)|konnten? [^.]*werden/u;

const reads = (language: keyof typeof rules, text: string) => rules[language].test(text) && !reports.test(text);

type Tree = { [name: string]: unknown };

// Every sentence of a dictionary by its path; a function is what it is written as.
function* sentences(tree: Tree, at: string): Generator<[string, string]> {
  for (const [name, value] of Object.entries(tree)) {
    const key = `${at}.${name}`;
    if (typeof value === 'string' || typeof value === 'function') yield [key, String(value)];
    else if (value && typeof value === 'object') yield* sentences(value as Tree, key);
  }
}

function promising(language: keyof typeof rules, modules: Record<string, object>): Set<string> {
  const found = new Set<string>();
  for (const [file, module] of Object.entries(modules)) {
    const feature = path.basename(file).split('.')[0] as string;
    for (const dictionary of Object.values(module)) {
      for (const [key, text] of sentences(dictionary as Tree, feature))
        if (reads(language, text)) found.add(`page:${key}`);
    }
  }
  return found;
}

function listed(): string[] {
  const list = fs.readFileSync(path.resolve(import.meta.dirname, '../../docs/promises.tsv'), 'utf8');
  return list.split('\n').flatMap((line) => (line.startsWith('page:') ? [line.split('\t', 1)[0] as string] : []));
}

test('every sentence of the pages that reads as a promise is in docs/promises.tsv, and nothing else', () => {
  const german = promising('de', import.meta.glob('../src/**/*.de.ts', { eager: true }));
  const english = promising('en', import.meta.glob('../src/**/*.en.ts', { eager: true }));
  const reading = new Set([...german, ...english]);
  const rows = listed();
  expect({
    missing: [...reading].filter((key) => !rows.includes(key)),
    gone: rows.filter((key) => !reading.has(key)),
  }).toEqual({
    missing: [],
    gone: [],
  });
  expect(rows.length).toBeGreaterThan(150);
});

test('the rule tells a promise from a report', () => {
  const said = {
    'Ihr Text bleibt erhalten.': true,
    'Wir löschen es nach 7 Tagen.': true,
    'Das sieht niemand sonst.': true,
    'Wird geladen …': false,
    'Die Datei konnte nicht geöffnet werden.': false,
    'Bitte geben Sie den Code ein.': false,
  };
  for (const [text, promise] of Object.entries(said)) expect(reads('de', text), text).toBe(promise);
  expect(reads('en', 'It will be deleted.')).toBe(true);
});
