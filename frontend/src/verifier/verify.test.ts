import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { changed, filesOf, flipped, keptPackage, type PackedFile, sourceOfBytes, zipOf } from '../../test/evidence.ts';
import { Unusable } from './archive.ts';
import { type Bytes, joined, textOf, utf8 } from './bytes.ts';
import type { Published, Verdict } from './verdict.ts';
import { verifyPackage } from './verify.ts';

const kept = keptPackage();
const files = filesOf(kept);
const seal = 'C3520143AECC7E04173908862733024C46CAD42D7470C797EBF11C291325192B';
const published: Published = {
  sealFingerprint: seal.toLowerCase(),
  keys: ['6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw='],
  logKey: `schalter.example/log+4eb04ef3+${Buffer.concat([Buffer.of(1), Buffer.from('E5j2LG0aRXxRumpLXz29L2n8qTIWIY3ImX5Ba9F9k8o=', 'base64')]).toString('base64')}`,
};

const check = (bytes: Bytes, options = {}) => verifyPackage(sourceOfBytes(bytes), options);
const failed = ({ checks }: Verdict) => checks.filter(({ result }) => result === 'FAILED');
const named = (verdict: Verdict) => [...new Set(failed(verdict).flatMap((one) => one.files))].sort();
const resultOf = ({ checks }: Verdict, name: string) => {
  const found = checks.find((one) => one.name === name);
  return found && [found.result, found.reason].filter(Boolean).join(' ');
};

test('the kept package is valid, and everything that can be checked here passes', async () => {
  const verdict = await check(kept, { published });
  expect(verdict.checks.map(({ name, result }) => `${name} ${result}`)).toEqual([
    'CONTAINER PASSED',
    'FILES PASSED',
    'SEAL PASSED',
    'INDEX PASSED',
    'PDF PASSED',
    'MESSAGES PASSED',
    'TEXTS PASSED',
    // The package says itself that one document is not enclosed any more.
    'DOCUMENTS OPEN',
    'RECORD PASSED',
    'LOG PASSED',
    'STAMP OPEN',
    'PLATFORM PASSED',
  ]);
  expect(verdict.valid).toBe(true);
  expect(verdict.seal?.fingerprint.replaceAll(':', '')).toBe(seal);
  expect(verdict.about).toMatchObject({ kind: 'PROOF', reference: 'FP-2026-0042-7', platform: 'Schalter' });
  expect(verdict.messages[0]).toMatchObject({ from: 'K͟hālid Müller', to: ['Stadt Bamberg, Gewerbeamt'] });
});

test('a time-stamp is checked, and shown with its time and who gives it', async () => {
  const stamp = (await check(kept)).checks.find(({ name }) => name === 'STAMP');
  expect(stamp).toMatchObject({ result: 'OPEN', detail: 'Zeit', files: [] });
  expect(stamp?.at).toMatch(/^20\d\d-\d\d-\d\dT.*Z$/);
});

test('packed again without compression it is as valid', async () => {
  expect((await check(zipOf(files))).valid).toBe(true);
});

const changes: [string, (content: Bytes) => Bytes][] = [
  ['first byte', (content) => flipped(content, 0)],
  ['last byte', (content) => flipped(content, content.length - 1)],
  ['emptied', () => new Uint8Array()],
  ['longer', (content) => joined(content, utf8(' '))],
];

test.each(files.map(({ name }) => name))('%s changed or left out is named', async (name) => {
  for (const [how, change] of changes) {
    const verdict = await check(zipOf(changed(files, name, change)));
    expect(verdict.valid, how).toBe(false);
    expect(named(verdict), how).toContain(name);
  }
  const without = await check(zipOf(files.filter((one) => one.name !== name)));
  expect(without.valid).toBe(false);
  expect(named(without)).toContain(name);
});

test('a byte turned anywhere is noticed', async () => {
  const step = 1009;
  for (let at = 0; at < kept.length; at += step) {
    const verdict = await check(flipped(kept, at)).catch((problem: unknown) => problem);
    if (verdict instanceof Unusable) continue;
    // Times and versions of entries are not content: nobody goes by them.
    if ((verdict as Verdict).valid) expect(filesOf(flipped(kept, at))).toEqual(files);
  }
});

test('one file more is named', async () => {
  const verdict = await check(zipOf([...files, { name: 'anlagen/mehr.pdf', content: utf8('x') }]));
  expect(named(verdict)).toEqual(['anlagen/mehr.pdf']);
});

// Somebody without the seal's key puts another content into a package and its digest into the list.
function relisted(name: string, change: (content: Bytes) => Bytes): PackedFile[] {
  const digest = (content: Bytes) => createHash('sha256').update(content).digest('base64');
  const before = files.find((one) => one.name === name)?.content ?? new Uint8Array();
  const list = (content: Bytes) => utf8((textOf(content) ?? '').replace(digest(before), digest(change(before))));
  return changed(changed(files, name, change), 'META-INF/ASiCManifest001.xml', list);
}

const replaced = (from: string, to: string) => (content: Bytes) => utf8((textOf(content) ?? '').replace(from, to));

test.each([
  ['anlagen/Lageplan.pdf', (content: Bytes) => flipped(content, 9), 'DOCUMENTS'],
  ['betreff.txt', replaced('Post', 'Rose'), 'TEXTS'],
  ['manifest.json', replaced('Bamberg', 'Bayreuth'), 'MESSAGES'],
  ['events.jsonl', (content: Bytes) => content.slice(0, content.lastIndexOf(10, content.length - 2) + 1), 'RECORD'],
  ['events.jsonl', replaced('"leaf":7', '"leaf":8'), 'LOG'],
  ['events.jsonl', replaced('"salt":"AwAA', '"salt":"AwAB'), 'LOG'],
  ['log/proofs.json', replaced('"leaf":3', '"leaf":2'), 'LOG'],
  ['log/checkpoint', replaced('12\n', '13\n'), 'LOG'],
  ['nachweis.pdf', (content: Bytes) => joined(content, utf8('9 0 obj\nendobj\n%%EOF\n')), 'PDF_WHOLE'],
  ['nachweis.pdf', (content: Bytes) => flipped(content, 500), 'PDF'],
  ['paket.json', replaced('schalter-package/1', 'schalter-package/2'), 'INDEX'],
] as const)('%s changed with a list to fit still fails, and so does the seal (%#)', async (name, change, want) => {
  const verdict = await check(zipOf(relisted(name, change as (content: Bytes) => Bytes)));
  const names = failed(verdict).map((one) => one.name);
  expect(names).toContain(want);
  expect(names).toContain('SEAL');
  expect(verdict.seal).toBeNull();
});

test('another seal, unknown keys and no answer are told apart', async () => {
  const other = { ...published, sealFingerprint: '00'.repeat(32) };
  expect(resultOf(await check(kept, { published: other }), 'PLATFORM')).toBe('OPEN formerSeal');
  const foreign = await check(kept, { published: { ...other, keys: [], logKey: '' } });
  expect(resultOf(foreign, 'PLATFORM')).toBe('OPEN otherSeal');
  expect(foreign.valid).toBe(true);
  expect(resultOf(await check(kept, { published: { ...published, keys: [] } }), 'PLATFORM')).toBe('FAILED otherKeys');
  expect(resultOf(await check(kept), 'PLATFORM')).toBe('OPEN unreachable');
});

test('a browser without Ed25519 leaves open what hangs on it, and still finds what was changed', async () => {
  const cannot = { check: async () => 'unsupported' as const };
  const verdict = await check(kept, cannot);
  for (const name of ['MESSAGES', 'RECORD', 'LOG']) expect(resultOf(verdict, name)).toBe('OPEN unsupported');
  const tampered = await check(zipOf(changed(files, 'nachricht.txt', (content) => flipped(content, 3))), cannot);
  expect(named(tampered)).toContain('nachricht.txt');
});

test.each([
  ['nothing', new Uint8Array()],
  ['a text', utf8('Nachweis, aber kein Paket, nur etwas Text')],
  ['another zip', zipOf([{ name: 'a.txt', content: utf8('x') }])],
  ['cut', kept.slice(0, -30)],
  ['one name twice', zipOf([...files, files[3] as PackedFile])],
  ['out of its place', zipOf([...files, { name: '../x', content: utf8('x') }])],
  ['back slashes', zipOf([...files, { name: 'a\\b', content: utf8('x') }])],
  ['a folder', zipOf([...files, { name: 'ordner/', content: new Uint8Array() }])],
  ['something before', joined(utf8('#!/bin/sh\n'), kept)],
  ['something behind', joined(kept, utf8('x'))],
  ['two names for one entry', renamedAtEntry()],
] as [string, Bytes][])('%s is no package', async (_, bytes) => {
  await expect(check(bytes)).rejects.toBeInstanceOf(Unusable);
});

// Changes the name at an entry, which readers from the beginning see, and not the one in the directory.
function renamedAtEntry(): Bytes {
  const at = Buffer.from(kept).indexOf('nachricht.txt', Buffer.from(kept).indexOf('betreff.txtGewerbe'));
  const copy = kept.slice();
  copy[at] = 'N'.charCodeAt(0);
  return copy;
}

test('a cancelled check stops', async () => {
  const controller = new AbortController();
  const running = check(kept, { signal: controller.signal, onProgress: () => controller.abort() });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
});

test('how far it is grows up to the whole', async () => {
  const told: number[] = [];
  await check(kept, { onProgress: (done: number, total: number) => told.push(done / total) });
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBeGreaterThan(0.9);
  expect(told.at(-1)).toBeLessThanOrEqual(1);
});
