// Types for every graphql(`…`) of the product, from the served contract. The result, src/gql, is committed.
// @graphql-codegen/cli is not used: its loaders for remote schemas refuse Node 20, and none of them is needed here.
import fs from 'node:fs';
import path from 'node:path';
import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import { buildSchema, isAbstractType, isObjectType, parse } from 'graphql';
import { documentsIn, sourceFiles } from './documents.mjs';

const contract = '../graph/schema';
const target = 'src/gql/';

const sdl = fs
  .readdirSync(contract)
  .filter((name) => name.endsWith('.graphql'))
  .sort()
  .map((name) => fs.readFileSync(path.join(contract, name), 'utf8'))
  .join('\n');

const schema = buildSchema(sdl);
const documents = sourceFiles('src').flatMap((location) =>
  documentsIn(fs.readFileSync(location, 'utf8')).map((rawSDL) => ({ location, rawSDL, document: parse(rawSDL) })),
);

const outputs = await preset.buildGeneratesSection({
  baseOutputDir: target,
  schema: parse(sdl),
  schemaAst: schema,
  documents,
  config: { defaultScalarType: 'string', useTypeImports: true, enumsAsTypes: true, skipTypename: false },
  presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
  plugins: [],
  pluginMap: {},
  pluginContext: {},
  documentTransforms: [],
});

fs.mkdirSync(target, { recursive: true });
for (const output of outputs) {
  fs.writeFileSync(output.filename, await codegen(output));
}

// What the cache must know to tell which fragments fit an object (graphcache, possibleTypes).
const possible = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter((type) => isAbstractType(type) && !type.name.startsWith('__'))
    .map((type) => [
      type.name,
      schema
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .sort(),
    ]),
);
fs.writeFileSync(
  `${target}possibleTypes.ts`,
  `/** Object types behind each interface and union of the contract; generated. */\nexport const possibleTypes: Record<string, string[]> = ${JSON.stringify(possible, null, 2)};\n`,
);

// What the cache keeps inside the object that shows it (graphcache, keys).
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const withoutId = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !roots.includes(type) && !('id' in type.getFields()))
  .map(({ name }) => name)
  .filter((name) => !name.startsWith('__') && !name.endsWith('Payload'))
  .sort();
fs.writeFileSync(
  `${target}withoutId.ts`,
  `/** Object types of the contract that have no id, but for the answers of mutations; generated. */\nexport const withoutId: string[] = ${JSON.stringify(withoutId, null, 2)};\n`,
);
