// Byte budget over the build manifest (design: experience, Budgets). KB are 1,024 bytes, gzipped as served.
import fs from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = 'dist';
const manifest = JSON.parse(fs.readFileSync(`${dist}/.vite/manifest.json`, 'utf8'));
const shellKey = 'index.html';
const inbox = /features\/inbox\//;
// Pages that people see without a session; all others need the cache of the session too.
const visitors =
  /features\/(start|legal|trust|verify|connect|picture)\/|features\/catalogue\/(?!Desk)|features\/rollouts\/VendorPage|features\/account\/(Register|Confirm|SignIn|ForgotPassword|NewPassword)Page|features\/tickets\/MailArrived/;
const sessionCache = 'src/lib/graphcache.ts';
const limits = { shellJs: 110, shellCss: 24, visitor: 136, session: 144, inbox: 160, lazy: 60, fonts: 70 };

const gz = new Map();
function size(file) {
  if (!gz.has(file)) gz.set(file, gzipSync(fs.readFileSync(`${dist}/${file}`), { level: 9 }).length / 1024);
  return gz.get(file);
}

const limitOf = (page) => (visitors.test(page) ? limits.visitor : inbox.test(page) ? limits.inbox : limits.session);

/** The chunks that load a page: the routes of its domain. */
const routesOf = (page) => Object.keys(manifest).filter((key) => manifest[key].dynamicImports?.includes(page));

/** Keys of an entry and everything it imports statically. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

const files = (keys) => new Set([...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')));
const styles = (keys) => new Set([...keys].flatMap((key) => manifest[key].css ?? []));
const sum = (set) => [...set].reduce((total, file) => total + size(file), 0);

const shell = closure(shellKey);
const rows = [
  ['shell JS', sum(files(shell)), limits.shellJs],
  ['shell CSS', sum(styles(shell)), limits.shellCss],
];
for (const key of Object.keys(manifest)) {
  const entry = manifest[key];
  if (!entry.isDynamicEntry) continue;
  if (/Page\.tsx$/.test(key)) {
    const parts = [key, ...routesOf(key), ...(visitors.test(key) ? [] : [sessionCache])];
    const total = sum(new Set([...files(shell), ...parts.flatMap((part) => [...files(closure(part))])]));
    rows.push([`route ${key.replace(/^src\/features\//, '')}`, total, limitOf(key)]);
  }
  rows.push([`chunk ${key}`, size(entry.file), limits.lazy]);
}
const firstFonts = fs.readdirSync(`${dist}/assets`).filter((name) => /everyday.*\.woff2$/.test(name));
rows.push([
  'fonts, first visit',
  firstFonts.reduce((total, name) => total + fs.statSync(`${dist}/assets/${name}`).size / 1024, 0),
  limits.fonts,
]);

let over = 0;
for (const [name, kb, limit] of rows) {
  const bad = kb > limit;
  if (bad) over++;
  const interesting = bad || !name.startsWith('chunk');
  if (interesting)
    process.stdout.write(
      `${bad ? 'OVER' : ' ok '} ${kb.toFixed(1).padStart(7)} of ${String(limit).padStart(3)} KB  ${name}\n`,
    );
}
process.exit(over ? 1 : 0);
