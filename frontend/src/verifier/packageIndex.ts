import { type Bytes, fromBase64, writtenObjectOf } from './bytes.ts';
import type { About } from './verdict.ts';

/** A message as the index names it. */
export interface IndexMessage {
  id: string;
  /** Empty, or ends with a slash. */
  folder: string;
  /** Files by ids of documents; null for one that is not enclosed any more. */
  documents: ReadonlyMap<string, string | null>;
  /** The signed mail that it came by; null where there is none. */
  original: IndexOriginal | null;
}

/** A stretch of bytes, `to` behind its last. */
export interface Span {
  from: number;
  to: number;
}

/** Where in a signed mail content and signature stand; the content is null where the signature holds it. */
export interface Layout {
  content: Span | null;
  signature: Span;
  base64: boolean;
  crlf: boolean;
}

/** A signed mail as the index names it, with the file of its signer's certificate. */
export interface IndexOriginal {
  file: string;
  certificate: string;
  layout: Layout;
}

/** What paket.json says: what there is and where, and the public keys. */
export interface Index extends About {
  side: string;
  keys: ReadonlyMap<string, Bytes>;
  messages: readonly IndexMessage[];
  events: { count: number; complete: boolean; head: string };
  log: { origin: string; key: Bytes; size: number; stamped: boolean } | null;
  /** Every file that the package may have. */
  files: ReadonlySet<string>;
}

/** The files of a package that are always called so. */
export const files = {
  type: 'mimetype',
  list: 'META-INF/ASiCManifest001.xml',
  signature: 'META-INF/signature001.p7s',
  index: 'paket.json',
  pdf: 'nachweis.pdf',
  help: 'PRUEFEN.txt',
  events: 'events.jsonl',
  beside: 'akte.txt',
  checkpoint: 'log/checkpoint',
  proofs: 'log/proofs.json',
  stamp: 'log/checkpoint.tsr',
  seal: 'zertifikate/siegel.pem',
  stamper: 'zertifikate/zeitstempel.pem',
} as const;

type Fields = Record<string, unknown>;

// Of what is known all must be there, and of its kind.
class Unreadable extends Error {}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Unreadable();
  return value;
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Unreadable();
  return value;
}

function list(value: unknown): Fields[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw new Unreadable();
  return value;
}

/** Whether a text is a time in its one form. */
export function isInstant(at: string): boolean {
  const day = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(at)
    ? new Date(`${at.slice(0, 19)}Z`)
    : new Date(Number.NaN);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 19) === at.slice(0, 19);
}

function instant(value: unknown): string {
  const at = text(value);
  if (!isInstant(at)) throw new Unreadable();
  return at;
}

/** Whether a value is a whole number that JavaScript keeps exactly, from 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function keysOf(value: unknown): Map<string, Bytes> {
  const keys = new Map<string, Bytes>();
  const ids = new Set<string>();
  for (const { id, algorithm, public: key } of list(value)) {
    const bytes = fromBase64(key);
    if (!bytes || ids.has(text(id))) throw new Unreadable();
    ids.add(text(id));
    if (text(algorithm) === 'Ed25519' && bytes.length === 32) keys.set(text(id), bytes);
  }
  return keys;
}

function spanOf(value: unknown): Span {
  if (!isObject(value) || !Number.isSafeInteger(value.from) || !Number.isSafeInteger(value.to)) throw new Unreadable();
  return { from: value.from as number, to: value.to as number };
}

function originalOf(value: unknown): IndexOriginal | null {
  if (value === undefined || value === null) return null;
  if (!isObject(value) || !isObject(value.layout)) throw new Unreadable();
  const { content, signature, base64, crlf } = value.layout;
  return {
    file: text(value.file),
    certificate: text(value.certificate),
    layout: {
      content: content === null ? null : spanOf(content),
      signature: spanOf(signature),
      base64: flag(base64),
      crlf: flag(crlf),
    },
  };
}

function messagesOf(value: unknown): IndexMessage[] {
  return list(value).map(({ id, folder, documents, original }) => ({
    id: text(id),
    folder: text(folder),
    documents: new Map(
      list(documents).map((one) => [text(one.id), one.file === null ? null : text(one.file)] as const),
    ),
    original: originalOf(original),
  }));
}

function logOf(value: unknown): Index['log'] {
  if (value === null) return null;
  if (!isObject(value)) throw new Unreadable();
  const key = fromBase64(value.key);
  if (key?.length !== 32 || !isCount(value.size)) throw new Unreadable();
  return { origin: text(value.origin), key, size: value.size, stamped: flag(value.stamped) };
}

function eventsOf(value: unknown): Index['events'] {
  if (!isObject(value) || !isCount(value.count)) throw new Unreadable();
  return { count: value.count, complete: flag(value.complete), head: text(value.head) };
}

// What is named, a key's file by the key and a message's by its folder.
function filesOf(raw: Fields): Set<string> {
  const keys = list(raw.keys).map(({ id }) => `zertifikate/${text(id)}.pem`);
  const messages = list(raw.messages).flatMap(({ folder, documents, original }) => [
    ...['manifest.json', 'manifest.sig.json', 'betreff.txt', 'nachricht.txt'].map((name) => text(folder) + name),
    ...list(documents).flatMap(({ file }) => (file === null ? [] : [text(file)])),
    ...(isObject(original) ? [text(original.file), text(original.certificate)] : []),
  ]);
  return new Set([...Object.values(files), ...keys, ...messages]);
}

function read(raw: Fields): Index | null {
  const messages = messagesOf(raw.messages);
  const events = eventsOf(raw.events);
  const fits =
    raw.kind === 'EXPORT' ||
    (raw.kind === 'PROOF' && messages.length === 1) ||
    (raw.kind === 'DELETION' && messages.length === 0 && events.count === 1);
  const kind = fits ? (raw.kind as Index['kind']) : null;
  if (!kind || raw.format !== 'schalter-package/1') return null;
  return {
    kind,
    platform: text(raw.platform),
    baseUrl: text(raw.baseUrl),
    createdAt: instant(raw.createdAt),
    reference: text(raw.reference),
    title: text(raw.title),
    side: text(raw.side),
    keys: keysOf(raw.keys),
    messages,
    events,
    log: logOf(raw.log),
    files: filesOf(raw),
  };
}

/** Reads paket.json; null for one that nothing further can be checked by. */
export function readPackageIndex(bytes: Bytes | null): Index | null {
  const raw = writtenObjectOf(bytes, '\n');
  try {
    return raw && read(raw);
  } catch (problem) {
    if (problem instanceof Unreadable) return null;
    throw problem;
  }
}
