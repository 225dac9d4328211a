// Adds a page to the product and builds it again in memory: the shell, which every visitor loads, must not grow by a byte.
// Compared are bytes before compression, since names of files in it differ.
import fs from 'node:fs';
import { build } from 'vite';

const routes = 'src/app/routes/accountRoutes.ts';
const page = '\0added/AddedPage.tsx';
const added = {
  name: 'schalter-added-page',
  enforce: 'pre',
  resolveId: (id) => (id === page ? id : null),
  load: (id) =>
    id === page
      ? "import { createElement } from 'react';\nexport const AddedPage = () => createElement('h1', null, 'added');"
      : null,
  transform(code, id) {
    if (!id.endsWith(routes)) return null;
    const route = `createRoute({ getParentRoute: parent, path: '/konto/hinzugekommen', component: lazyPart(() => import('${page.replace('\0', '\\0')}'), 'AddedPage') }),`;
    return { code: code.replace(/\n\] as const;/, `\n${route}\n] as const;`), map: null };
  },
};

const manifest = JSON.parse(fs.readFileSync('dist/.vite/manifest.json', 'utf8'));
const { output } = await build({ logLevel: 'error', plugins: [added], build: { write: false } });
const chunks = output.filter((one) => one.type === 'chunk');
const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));

function bytesBefore(key, seen = new Set()) {
  if (seen.has(key)) return 0;
  seen.add(key);
  const { file, imports = [] } = manifest[key];
  return imports.reduce((sum, next) => sum + bytesBefore(next, seen), fs.statSync(`dist/${file}`).size);
}

function bytesAfter(chunk, seen = new Set()) {
  if (seen.has(chunk)) return 0;
  seen.add(chunk);
  return chunk.imports.reduce((sum, next) => sum + bytesAfter(byFile.get(next), seen), Buffer.byteLength(chunk.code));
}

const before = bytesBefore('index.html');
const after = bytesAfter(chunks.find((chunk) => chunk.isEntry));
if (!chunks.some(({ facadeModuleId }) => facadeModuleId === page))
  throw new Error('the added page is not in the build');
const grown = after - before;
process.stdout.write(`${grown > 0 ? 'OVER' : ' ok '} ${String(grown).padStart(5)} bytes  the shell with a page more\n`);
process.exit(grown > 0 ? 1 : 0);
