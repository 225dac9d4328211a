import path from 'node:path';

/** Vite plugin: the router's own reader and writer of search params, which ours replace (app/router.tsx), stay out of the shell.
 * Fails when the router has them somewhere else.
 * @returns {import('vite').Plugin} */
export function ownSearchParams() {
  let found = false;
  return {
    name: 'schalter-own-search-params',
    apply: 'build',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id !== './searchParams.js' || !importer?.endsWith('/router-core/dist/esm/router.js')) return null;
      found = true;
      return '\0own-search-params';
    },
    load(id) {
      if (id !== '\0own-search-params') return null;
      const ours = JSON.stringify(path.resolve(import.meta.dirname, '../src/lib/searchParams.ts'));
      return `export { parseSearch as defaultParseSearch, stringifySearch as defaultStringifySearch } from ${ours};`;
    },
    buildEnd(error) {
      if (!error && !found)
        throw new Error("the router's own search params are not where they were: look at this plugin");
    },
  };
}
