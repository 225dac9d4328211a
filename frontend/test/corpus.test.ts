import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Unusable } from '../src/verifier/archive.ts';
import type { Bytes } from '../src/verifier/bytes.ts';
import { verifyPackage } from '../src/verifier/verify.ts';
import { sourceOfBytes } from './evidence.ts';

interface Specimen {
  name: string;
  file: string;
  judgement: string;
}

const root = path.resolve(import.meta.dirname, '../..');
let folder = '';
let corpus: Specimen[] = [];

// The packages are made by the back end's own test, which writes beside each how `schalter verify` judges it.
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'corpus-'));
  execFileSync(
    'go',
    [
      'test',
      '-trimpath',
      '-count=1',
      '-run',
      '^TestCorpusOfPackages$',
      './internal/evidence',
      '-args',
      '-corpus',
      folder,
    ],
    { cwd: root, env: { ...process.env, CGO_ENABLED: '0' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  corpus = JSON.parse(fs.readFileSync(path.join(folder, 'corpus.json'), 'utf8')) as Specimen[];
}, 600_000);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function judgementOf(bytes: Bytes): Promise<string> {
  try {
    return (await verifyPackage(sourceOfBytes(bytes))).valid ? 'valid' : 'invalid';
  } catch (problem) {
    if (problem instanceof Unusable) return 'unusable';
    return `failed (${problem})`;
  }
}

test('the browser judges every package of the corpus as `schalter verify` does', async () => {
  const otherwise: string[] = [];
  for (const { name, file, judgement } of corpus) {
    const bytes = new Uint8Array(fs.readFileSync(path.join(folder, file)));
    const here = await judgementOf(bytes);
    if (here !== judgement) otherwise.push(`${name}: ${here} here, ${judgement} by schalter verify`);
  }
  expect(otherwise).toEqual([]);
  expect(corpus.filter(({ judgement }) => judgement !== 'valid').length).toBeGreaterThanOrEqual(200);
  expect(corpus.filter(({ judgement }) => judgement === 'valid').length).toBeGreaterThanOrEqual(10);
  const stamped = corpus.filter(({ name }) => name.startsWith('stamp: '));
  expect(stamped.filter(({ judgement }) => judgement === 'valid').length).toBeGreaterThanOrEqual(20);
  expect(stamped.filter(({ judgement }) => judgement === 'invalid').length).toBeGreaterThanOrEqual(100);
}, 600_000);
