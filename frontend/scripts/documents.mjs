// GraphQL documents stay with the chunk that uses them. The client preset keeps every document of the product in one
// look-up table, which the shell would carry; at build time each graphql(`…`) becomes its own text, fragments included.
import fs from 'node:fs';
import path from 'node:path';
import { Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';

const call = () => /\bgraphql\(\s*(?:\/\* GraphQL \*\/\s*)?`([^`]*)`,?\s*\)/g;

/** The GraphQL texts of one source file, in order.
 * @param {string} code
 * @returns {string[]} */
export function documentsIn(code) {
  return [...code.matchAll(call())].map((match) => match[1]);
}

/** All source files below a folder, without generated code and tests.
 * @param {string} folder
 * @returns {string[]} */
export function sourceFiles(folder) {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.startsWith('gql'))
    .map((name) => path.join(folder, name))
    .sort();
}

function fragmentsIn(folder) {
  const found = new Map();
  for (const file of sourceFiles(folder)) {
    for (const text of documentsIn(fs.readFileSync(file, 'utf8'))) {
      for (const node of parse(text).definitions) {
        if (node.kind === Kind.FRAGMENT_DEFINITION) found.set(node.name.value, node);
      }
    }
  }
  return found;
}

/** One document with the fragments it spreads, minified. Fails on a fragment that nobody defines.
 * @param {string} text
 * @param {Map<string, import('graphql').FragmentDefinitionNode>} all
 * @returns {string} */
function withFragments(text, all) {
  const definitions = [...parse(text).definitions];
  const present = new Set(definitions.map((definition) => definition.name?.value));
  for (let i = 0; i < definitions.length; i++) {
    visit(definitions[i], {
      FragmentSpread(node) {
        const name = node.name.value;
        if (present.has(name)) return;
        const fragment = all.get(name);
        if (!fragment) throw new Error(`unknown fragment ${name}`);
        present.add(name);
        definitions.push(fragment);
      },
    });
  }
  return stripIgnoredCharacters(definitions.map(print).join('\n'));
}

/** Vite plugin: replaces graphql(`…`) by the minified text; urql parses it on first use.
 * @returns {import('vite').Plugin} */
export function inlineDocuments() {
  const root = path.resolve(import.meta.dirname, '../src');
  let fragments;
  return {
    name: 'schalter-inline-documents',
    enforce: 'pre',
    watchChange() {
      fragments = undefined;
    },
    transform(code, id) {
      if (!id.startsWith(root) || id.includes('/gql/') || !call().test(code)) return null;
      fragments ??= fragmentsIn(root);
      return {
        code: code.replace(call(), (_, text) => JSON.stringify(withFragments(text, fragments))),
        map: null,
      };
    },
  };
}
