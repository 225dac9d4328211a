import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const src = path.resolve(import.meta.dirname, '../src');

// Who may know whom (design: architecture, Frontend): the left may import the right.
const allowed: Record<string, string[]> = {
  app: ['app', 'features', 'postbox', 'market', 'ui', 'lib', 'gql', 'styles'],
  features: ['features', 'postbox', 'market', 'verifier', 'ui', 'lib', 'gql'],
  // What the citizen's mailbox and the clerk's inbox share.
  postbox: ['postbox', 'ui', 'lib', 'gql'],
  // What catalogue, orders, contracts and rollouts share.
  market: ['market', 'ui', 'lib', 'gql'],
  // Reads and judges packages; audited alone.
  verifier: ['verifier'],
  ui: ['ui', 'lib'],
  lib: ['lib', 'gql'],
  gql: ['gql'],
  explorer: ['explorer'],
};

// Components have no data access: of lib they see texts, formats and the document, never client or session.
const hiddenFromUi = /lib\/(client|session|viewer|resumingSubscriptions|cacheKeys)/;

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => path.join(folder, name));
}

function importsOf(file: string): string[] {
  const code = fs.readFileSync(file, 'utf8');
  return targetsIn(code).map((target) => path.relative(src, path.resolve(path.dirname(file), target)));
}

function targetsIn(code: string): string[] {
  return [...code.matchAll(/(?:from|import)\s*\(?\s*(?:\/\*.*?\*\/\s*|\/\/.*\n\s*)*['"`](\.[^'"`]+)['"`]/g)].map(
    (match) => match[1] as string,
  );
}

test('what a file imports is seen however it is written', () => {
  expect(targetsIn("import { a } from './a.ts';")).toEqual(['./a.ts']);
  expect(targetsIn("import './a.css';")).toEqual(['./a.css']);
  expect(targetsIn('import("./a.ts")')).toEqual(['./a.ts']);
  expect(targetsIn("import(/* @vite-ignore */ './a.ts')")).toEqual(['./a.ts']);
  expect(targetsIn("import(\n  // later\n  './a.ts'\n)")).toEqual(['./a.ts']);
});

test('imports go from app to features to ui and lib, and never from one feature to another', () => {
  const wrong: string[] = [];
  for (const file of filesBelow(src)) {
    const from = path.relative(src, file).split(path.sep);
    for (const target of importsOf(file)) {
      const to = target.split(path.sep);
      const outside = !allowed[from[0] as string]?.includes(to[0] as string);
      const otherFeature = from[0] === 'features' && to[0] === 'features' && from[1] !== to[1];
      const data = from[0] === 'ui' && hiddenFromUi.test(target);
      if (outside || otherFeature || data) wrong.push(`${from.join('/')} → ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('no source file sets inline HTML or evaluates text', () => {
  const wrong = filesBelow(src).filter((file) =>
    /dangerouslySetInnerHTML|\.innerHTML|document\.write|\beval\(|new Function/.test(fs.readFileSync(file, 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test('the verifier stands alone: neither React nor any package', () => {
  const wrong = filesBelow(path.join(src, 'verifier')).flatMap((file) =>
    [...fs.readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)]
      .map((match) => match[1] as string)
      .filter((target) => !/^\.\/\w+\.ts$/.test(target))
      .map((target) => `${path.basename(file)} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

// What a file reaches by its imports, until it comes upon itself; what is imported as a type counts too.
function circleThrough(start: string, arrows: Map<string, string[]>): string[] | null {
  const from = new Map<string, string>();
  const next = [start];
  for (let file = next.shift(); file !== undefined; file = next.shift()) {
    for (const target of arrows.get(file) ?? []) {
      if (target === start) {
        const circle = [file];
        for (let at = from.get(file); at !== undefined; at = from.get(at)) circle.push(at);
        return circle;
      }
      if (from.has(target)) continue;
      from.set(target, file);
      next.push(target);
    }
  }
  return null;
}

test('no file imports itself by way of others', () => {
  const files = filesBelow(src).filter((file) => !file.startsWith(path.join(src, 'gql')));
  const arrows = new Map(files.map((file) => [path.relative(src, file), importsOf(file)]));
  const circles = [...arrows.keys()].map((file) => circleThrough(file, arrows)?.sort().join(' ↔ '));
  expect([...new Set(circles.filter(Boolean))]).toEqual([]);
});

// The house's helpers ask for a chunk until it comes (lib/loadChunk.ts); the table of domains is loaded by one of them.
const chunkHelpers = /\b(loadChunk|lazyPart|defineMessages\(\w+,|lazyPart<[^>]*>)\(?\s*\(\)\s*=>\s*$/;
const tables = /^app\/routes\/domains\.ts$/;

function bareImports(name: string, code: string): string[] {
  const asked = [...code.matchAll(/(?<!typeof )\bimport\s*\([^)]*/g)];
  const bare = asked.filter(({ index }) => !tables.test(name) && !chunkHelpers.test(code.slice(0, index)));
  const lazies = name === 'lib/lazyPart.ts' ? [] : [...code.matchAll(/\blazy(RouteComponent|Fn)?\(/g)];
  return [...bare, ...lazies].map(([text]) => `${name}: ${text}`);
}

test('a chunk is asked for by loadChunk or what uses it, never by a bare import() or lazy()', () => {
  expect(
    filesBelow(src).flatMap((file) => bareImports(path.relative(src, file), fs.readFileSync(file, 'utf8'))),
  ).toEqual([]);
});

test('the rule tells a bare import from one of the helpers', () => {
  const found = (code: string) => bareImports('features/some/Some.tsx', code).length;
  expect(found("const Late = lazyPart(() => import('./Late.tsx'), 'Late');")).toBe(0);
  expect(found("void loadChunk(() => import('./heavy.ts')).then(begin);")).toBe(0);
  expect(found("defineMessages(someDe, () => import('./some.en.ts').then((m) => m.someEn));")).toBe(0);
  expect(found("const begin = ({ work }: typeof import('./heavy.ts')) => work();")).toBe(0);
  expect(found("const { work } = await import('./heavy.ts');")).toBe(1);
  expect(found("const load = () => import('./heavy.ts');")).toBe(1);
  expect(found('const load = () => import(name);')).toBe(1);
  expect(found("const load = () => import(/* @vite-ignore */ './heavy.ts');")).toBe(1);
  expect(found("const load = () => import (\n  // later\n  './heavy.ts'\n);")).toBe(1);
  expect(found("const Late = lazy(() => import('./Late.tsx'));")).toBe(2);
});
