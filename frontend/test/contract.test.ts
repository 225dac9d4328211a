import fs from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  isObjectType,
  NoUnusedFragmentsRule,
  parse,
  type SelectionSetNode,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { expect, test } from 'vitest';
import { documentsIn, sourceFiles } from '../scripts/documents.mjs';
import { cacheKeys } from '../src/lib/cacheKeys.ts';

const contract = path.resolve(import.meta.dirname, '../../graph/schema');
const sdl = fs
  .readdirSync(contract)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => fs.readFileSync(path.join(contract, name), 'utf8'))
  .join('\n');
const schema = buildSchema(sdl);
const texts = sourceFiles(path.resolve(import.meta.dirname, '../src')).flatMap((file) =>
  documentsIn(fs.readFileSync(file, 'utf8')),
);
const all = parse(texts.join('\n'));

test('every type without an id is known to the cache as embedded', () => {
  const roots = new Set(['Query', 'Mutation', 'Subscription']);
  const missing = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__') && !roots.has(name) && !name.endsWith('Payload'))
    .filter((type) => !('id' in type.getFields()) && !(type.name in cacheKeys))
    .map((type) => type.name);
  expect(missing).toEqual([]);
});

const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

test('the documents of the product fit the contract', () => {
  expect(validate(schema, all, rules).map((error) => error.message)).toEqual([]);
});

const namesId = ({ selections }: SelectionSetNode) =>
  selections.some((one) => one.kind === 'FragmentSpread' || (one.kind === 'Field' && one.name.value === 'id'));

test('what has an id is always asked for it, so that the cache can join it', () => {
  const info = new TypeInfo(schema);
  const missing: string[] = [];
  visit(
    all,
    visitWithTypeInfo(info, {
      SelectionSet(node, _key, parent, _path, ancestors) {
        const type = info.getParentType();
        if (!isObjectType(type) || !('id' in type.getFields()) || namesId(node)) return;
        const inline = parent && 'kind' in parent && parent.kind === 'InlineFragment';
        const around = ancestors.findLast(
          (one): one is SelectionSetNode => 'kind' in one && one.kind === 'SelectionSet',
        );
        if (inline && around && namesId(around)) return;
        missing.push(type.name);
      },
    }),
  );
  expect(missing).toEqual([]);
});

test('subscriptions take a cursor and answer one, so that they can be resumed', () => {
  const wrong = texts
    .filter((text) => /^\s*subscription\b/.test(text))
    .filter((text) => !/\$after: String/.test(text) || !/\bcursor\b/.test(text));
  expect(wrong).toEqual([]);
});
