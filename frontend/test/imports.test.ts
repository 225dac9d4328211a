import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const src = path.resolve(import.meta.dirname, '../src');

// Who may know whom (design: architecture, Frontend): the left may import the right.
const allowed: Record<string, string[]> = {
  app: ['app', 'features', 'postbox', 'ui', 'lib', 'gql', 'styles'],
  features: ['features', 'postbox', 'ui', 'lib', 'gql'],
  // What the citizen's mailbox and the clerk's inbox share.
  postbox: ['postbox', 'ui', 'lib', 'gql'],
  ui: ['ui', 'lib'],
  lib: ['lib', 'gql'],
  gql: ['gql'],
  explorer: ['explorer'],
};

// Components have no data access: of lib they see texts, formats and the document, never client or session.
const hiddenFromUi = /lib\/(client|session|viewer|live|cacheKeys)/;

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => path.join(folder, name));
}

function importsOf(file: string): string[] {
  const code = fs.readFileSync(file, 'utf8');
  return [...code.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    path.relative(src, path.resolve(path.dirname(file), match[1] as string)),
  );
}

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
