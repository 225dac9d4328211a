// Builds the API explorer when its sources or the lockfile changed since the last time, and lays it beside the SPA.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const built = 'dist-explorer';
const stamp = path.join(built, '.stamp');
const sources = [
  'package-lock.json',
  'explorer.html',
  'vite.explorer.config.ts',
  ...fs.readdirSync('src/explorer').map((name) => path.join('src/explorer', name)),
].sort();

const hash = createHash('sha256');
for (const file of sources) hash.update(file).update(fs.readFileSync(file));
const wanted = hash.digest('hex');

if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== wanted) {
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.explorer.config.ts'], {
    stdio: 'inherit',
  });
  fs.writeFileSync(stamp, wanted);
}
fs.cpSync(built, 'dist', { recursive: true, filter: (file) => path.basename(file) !== '.stamp' });
