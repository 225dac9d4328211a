import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createAppRouter } from '../src/app/router.tsx';
import { loadRoutes } from '../src/app/routes/domains.ts';

// What mails link to is BaseURL and a page of the SPA, in the packages of Go that write mails. These join other addresses to it.
const others = /^(app|demo|evidence|web)\//;

const internal = path.resolve(import.meta.dirname, '../../internal');
const sources = fs
  .readdirSync(internal, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.go') && !file.endsWith('_test.go') && !others.test(file));

// A page is a constant or a function whose name ends so.
const page = /(?:func )?(\w+Page)(?:\([^)]*\) string \{ return|\s*=) ("\/.*?)(?: \})?$/gm;
const link = /BaseURL\s*\+\s*((?:[^,()\n]|\([^()]*\))+)/g;

interface Links {
  pages: Map<string, string>;
  joined: string[];
}

function readLinks(texts: string[]): Links {
  const pages = new Map(
    texts.flatMap((text) => [...text.matchAll(page)].map(([, name = '', value = '']) => [name, value])),
  );
  const joined = texts.flatMap((text) => [...text.matchAll(link)].map(([, expression = '']) => expression));
  return { pages, joined };
}

// What an expression of Go makes, with "x" for what it is filled with.
function evaluate(expression: string, pages: Map<string, string>): string {
  const parts = expression.split('+').map((part) => part.trim());
  const filled = parts.map((part) => {
    if (part.startsWith('"')) return part.slice(1, -1);
    const named = pages.get(part.replace(/\(.*/, ''));
    return named ? evaluate(named, pages) : 'x';
  });
  return filled.join('');
}

// Its address: what is filled in later stands at its end.
function address(expression: string, pages: Map<string, string>): string {
  return evaluate(expression, pages)
    .replace(/#.*/, '')
    .replace(/(?<=.)\/$/, '/x');
}

async function routes(): Promise<RegExp[]> {
  await loadRoutes('/claimed-by-no-domain');
  return Object.keys(createAppRouter().routesByPath).map(
    (route) => new RegExp(`^${route.replace(/\$\w+/g, '[^/]+')}$`),
  );
}

test('a link in any mail leads to a page that is there', async () => {
  const known = await routes();
  const { pages, joined } = readLinks(sources.map((file) => fs.readFileSync(path.join(internal, file), 'utf8')));
  // Handed through by the function that joins it: the pages themselves are looked at.
  const expressions = [...joined.filter((expression) => expression !== 'page'), ...pages.values()];
  expect(expressions.length).toBeGreaterThan(30);
  const lost = expressions.filter((expression) => !known.some((route) => route.test(address(expression, pages))));
  expect(lost).toEqual([]);
});

test('what leads nowhere is found', async () => {
  const known = await routes();
  const { pages, joined } = readLinks([
    'const goodPage = "/bestaetigen#token="\nfunc herePage(id string) string { return "/stelle/" + id + "/kanal" }',
    'const badPage = "/gibt-es-nicht/"\n send(m.BaseURL+goodPage+token, m.BaseURL+herePage(id), m.BaseURL+badPage+t.Reference, s.BaseURL + somewhere)',
  ]);
  expect(joined.map((expression) => address(expression, pages))).toEqual([
    '/bestaetigen',
    '/stelle/x/kanal',
    '/gibt-es-nicht/x',
    'x',
  ]);
  expect(joined.filter((e) => !known.some((route) => route.test(address(e, pages))))).toEqual([
    'badPage+t.Reference',
    'somewhere',
  ]);
});
