import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const frontend = path.resolve(import.meta.dirname, '..');

// Everything in which a browser keeps something beyond the page.
const stores =
  /\b(sessionStorage|localStorage|indexedDB|CacheStorage|caches\.|document\.cookie|cookieStore|serviceWorker|navigator\.storage|window\.name|pushState|replaceState|credentials\.store)\b/;

function sources(): string[] {
  return ['src', 'public']
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(frontend, folder), { recursive: true, encoding: 'utf8' })
        .map((name) => path.join(folder, name)),
    )
    .filter((name) => /\.(ts|tsx|js|mjs|html)$/.test(name) && !/\.test\.tsx?$/.test(name) && !/^src\/gql\//.test(name));
}

test('only one module touches what the browser keeps, and prefs.js reads the choice of the display before it is there', () => {
  const touching = sources().filter((name) => stores.test(fs.readFileSync(path.join(frontend, name), 'utf8')));
  expect(touching.sort()).toEqual(['public/prefs.js', 'src/lib/storage.ts']);
  const prefs = fs.readFileSync(path.join(frontend, 'public/prefs.js'), 'utf8');
  expect(prefs.match(/Storage\.\w+\([^)]*\)/g)).toEqual(["Storage.getItem('schalter.display')"]);
});
