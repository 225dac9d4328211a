import { type Bytes, fromBase64, same, textOf, utf8, writtenObjectOf } from './bytes.ts';
import type { CheckSignature, Fit } from './ed25519.ts';
import { type Index, isCount } from './packageIndex.ts';
import type { Event } from './record.ts';
import { sha256 } from './sha256.ts';

/** How large a log is and what its root hash is. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

const maxNote = 64 * 1024;
const maxProof = 64;
const maxSignatures = 100;

// Key hash of a signed note (C2SP signed-note): name, line feed, 01 for Ed25519, key.
function keyHash(origin: string, key: Bytes): Bytes {
  return sha256(utf8(`${origin}\n\u0001`), key).slice(0, 4);
}

function parse(text: string): Checkpoint | null {
  const [origin, size, hash, ...more] = text.split('\n');
  const root = fromBase64(hash);
  const count = Number(size);
  if (!origin || more.length === 0 || root?.length !== 32 || !isCount(count) || String(count) !== size) return null;
  return { origin, size: count, root };
}

const hasControls = (note: string) => [...note].some((one) => one < ' ' && one !== '\n');

// A line of a signature, no matter whose.
function signatureOf(line: string): { name: string; bytes: Bytes } | null {
  const [, name, base64] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? [];
  const bytes = fromBase64(base64);
  return name && bytes && bytes.length >= 5 ? { name, bytes } : null;
}

/** Opens a checkpoint that a log's key signed; null for anything else. Signatures of others beside it are passed over. */
export async function openCheckpoint(
  bytes: Bytes | null,
  key: Bytes,
  check: CheckSignature,
): Promise<{ checkpoint: Checkpoint; fit: Fit } | null> {
  const note = bytes && bytes.length <= maxNote ? textOf(bytes) : null;
  const split = note?.lastIndexOf('\n\n') ?? -1;
  if (!note || split < 0 || !note.endsWith('\n')) return null;
  const text = note.slice(0, split + 1);
  const checkpoint = parse(text);
  if (!checkpoint) return null;
  const signatures = note
    .slice(split + 2, -1)
    .split('\n')
    .map(signatureOf);
  if (signatures.length > maxSignatures || signatures.includes(null) || hasControls(note)) return null;
  const ours = signatures.find(
    (one) => one?.name === checkpoint.origin && same(one.bytes.slice(0, 4), keyHash(one.name, key)),
  );
  const fit = ours ? await check(key, ours.bytes.slice(4), utf8(text)) : 'wrong';
  return fit === 'wrong' ? null : { checkpoint, fit };
}

/** The proofs of log/proofs.json by their leaves; null for what is none. */
export function readProofs(bytes: Bytes | null): Map<number, Bytes[]> | null {
  const raw = writtenObjectOf(bytes, '\n');
  if (raw?.format !== 'schalter-log-proofs/1' || !Array.isArray(raw.proofs)) return null;
  const proofs = new Map<number, Bytes[]>();
  for (const proof of raw.proofs as (Record<string, unknown> | null)[]) {
    const { leaf, hashes } = proof ?? {};
    if (!isCount(leaf) || !Array.isArray(hashes) || hashes.length > maxProof) return null;
    const list = hashes.map(fromBase64);
    if (!list.every((hash) => hash?.length === 32)) return null;
    proofs.set(leaf, list as Bytes[]);
  }
  return proofs;
}

const node = (left: Bytes, right: Bytes) => sha256(Uint8Array.of(1), left, right);

/** Whether a record is a leaf of the log (RFC 6962, 2.1.1). Numbers are halved by division: they can exceed 2³¹. */
export function included({ size, root }: Checkpoint, leaf: number, record: Bytes, proof: readonly Bytes[]): boolean {
  if (leaf >= size) return false;
  let n = leaf;
  let last = size - 1;
  let hash = sha256(Uint8Array.of(0), record);
  const halve = () => {
    n = Math.floor(n / 2);
    last = Math.floor(last / 2);
  };
  for (const sibling of proof) {
    if (last === 0) return false;
    if (n % 2 === 1 || n === last) {
      hash = node(sibling, hash);
      while (n % 2 === 0 && n !== 0) halve();
    } else hash = node(hash, sibling);
    halve();
  }
  return last === 0 && same(hash, root);
}

/** How many events are proven to be in the log; null when one says so and is not. */
export async function provenIn(
  checkpoint: Checkpoint,
  events: readonly Event[],
  proofs: ReadonlyMap<number, readonly Bytes[]>,
): Promise<number | null> {
  let proven = 0;
  for (const { token, salt, leaf } of events) {
    if (leaf === null) continue;
    const proof = proofs.get(leaf);
    if (salt?.length !== 32 || !proof) return null;
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', salt, hmac, false, ['sign']);
    const record = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(token)));
    if (!included(checkpoint, leaf, record, proof)) return null;
    proven++;
  }
  return proven;
}

/** The Ed25519 key of a log in its text form: name, hash and key (C2SP signed-note); null for what is none. */
export function readLogKey(verifierKey: string): { origin: string; key: Bytes } | null {
  const [, origin, base64] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(verifierKey) ?? [];
  const bytes = fromBase64(base64);
  return origin && bytes?.length === 33 && bytes[0] === 1 ? { origin, key: bytes.slice(1) } : null;
}

/** Whether a package's log is the one with a published key. */
export function isSameLog(log: Index['log'], verifierKey: string): boolean {
  const published = readLogKey(verifierKey);
  return !log || (published !== null && published.origin === log.origin && same(published.key, log.key));
}
