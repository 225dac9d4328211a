import { type Bytes, fromBase64, objectOf } from './bytes.ts';
import type { About } from './verdict.ts';

/** A message as the index names it. */
export interface IndexMessage {
  id: string;
  /** Empty, or ends with a slash. */
  folder: string;
  /** Files by ids of documents; null for one that is not enclosed any more. */
  documents: ReadonlyMap<string, string | null>;
}

/** What paket.json says: what there is and where, and the public keys. */
export interface Index extends About {
  side: string;
  keys: ReadonlyMap<string, Bytes>;
  messages: readonly IndexMessage[];
  events: { count: number; complete: boolean; head: string };
  log: { origin: string; key: Bytes; size: number; stamped: boolean } | null;
}

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const list = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : []);

/** Whether a value is a whole number that JavaScript keeps exactly, from 0. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function keysOf(value: unknown): Map<string, Bytes> {
  const keys = new Map<string, Bytes>();
  for (const { id, algorithm, public: key } of list(value)) {
    const bytes = fromBase64(key);
    if (typeof id === 'string' && algorithm === 'Ed25519' && bytes?.length === 32) keys.set(id, bytes);
  }
  return keys;
}

function messagesOf(value: unknown): IndexMessage[] {
  return list(value).map(({ id, folder, documents }) => ({
    id: text(id),
    folder: text(folder),
    documents: new Map(
      list(documents).map((one) => [text(one.id), typeof one.file === 'string' ? one.file : null] as const),
    ),
  }));
}

function logOf(value: unknown): Index['log'] | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  const key = fromBase64(value.key);
  if (typeof value.origin !== 'string' || key?.length !== 32 || !isCount(value.size)) return undefined;
  return { origin: value.origin, key, size: value.size, stamped: value.stamped === true };
}

/** Reads paket.json; null for one that nothing further can be checked by. */
export function indexOf(bytes: Bytes | null): Index | null {
  const raw = objectOf(bytes);
  if (raw?.format !== 'schalter-package/1' || Number.isNaN(Date.parse(text(raw.createdAt)))) return null;
  const messages = messagesOf(raw.messages);
  const log = logOf(raw.log);
  const events = isObject(raw.events) ? raw.events : {};
  const kind = raw.kind === 'EXPORT' || (raw.kind === 'PROOF' && messages.length === 1) ? raw.kind : null;
  if (!kind || log === undefined || !isCount(events.count)) return null;
  return {
    kind,
    platform: text(raw.platform),
    baseUrl: text(raw.baseUrl),
    createdAt: text(raw.createdAt),
    reference: text(raw.reference),
    title: text(raw.title),
    side: text(raw.side),
    keys: keysOf(raw.keys),
    messages,
    events: { count: events.count, complete: events.complete === true, head: text(events.head) },
    log,
  };
}
