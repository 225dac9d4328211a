import { type Bytes, fromBase64, fromBase64Url, objectOf, textOf, toHex, utf8, writtenObjectOf } from './bytes.ts';
import type { CheckSignature, Fit } from './ed25519.ts';
import { type Index, isCount } from './packageIndex.ts';
import { sha256 } from './sha256.ts';
import type { Deleted } from './verdict.ts';

/** One event of the record, as far as the checks go by it. */
export interface Event {
  token: string;
  /** Null, both, for an event that is younger than the log's state. */
  salt: Bytes | null;
  leaf: number | null;
  seq: number;
  previous: string;
  message: string;
  manifest: string;
  kind: string;
  at: string;
  capacity: string;
}

const kinds = 'urn:schalter:event:';
const text = (value: unknown) => (typeof value === 'string' ? value : '');

// A Security Event Token (RFC 8417) as compact JWS.
async function openToken(token: string, index: Index, check: CheckSignature) {
  const parts = token.split('.');
  const [header, payload, signature] = parts.map(fromBase64Url);
  if (parts.length !== 3 || !header || !payload || !signature) return null;
  const head = objectOf(header);
  const claims = objectOf(payload);
  const key = index.keys.get(text(head?.kid));
  if (!claims || !key || head?.alg !== 'EdDSA' || head.typ !== 'secevent+jwt' || claims.iss !== 'schalter') return null;
  const fit = await check(key, signature, utf8(token.slice(0, token.lastIndexOf('.'))));
  if (fit === 'wrong' || claims.sub !== index.side) return null;
  const [[uri, body] = ['', null], ...more] = Object.entries((claims.events ?? {}) as Record<string, unknown>);
  if (!uri.startsWith(kinds) || more.length > 0) return null;
  const fields = (body ?? {}) as Record<string, unknown>;
  if (!isCount(fields.seq) || fields.seq < 1 || Number.isNaN(Date.parse(text(fields.at)))) return null;
  return {
    fit,
    event: {
      token,
      seq: fields.seq,
      previous: text(fields.previous),
      message: text(fields.message),
      manifest: text(fields.manifest),
      kind: uri.slice(kinds.length),
      at: text(fields.at),
      capacity: text(fields.capacity),
    },
  };
}

/** The events of events.jsonl, each signed; null when one is not what it should be. */
export async function readRecord(
  bytes: Bytes | null,
  index: Index,
  check: CheckSignature,
): Promise<{ events: Event[]; fit: Fit } | null> {
  const lines = textOf(bytes)?.split('\n');
  if (!lines) return null;
  // Each line has its end.
  if (lines.pop() !== '') return null;
  if (lines.length !== index.events.count) return null;
  const events: Event[] = [];
  let fit: Fit = 'fits';
  for (const line of lines) {
    const fields = writtenObjectOf(utf8(line), '');
    const opened = await openToken(text(fields?.token), index, check);
    const salt = fromBase64(fields?.salt);
    const leaf = fields?.leaf;
    if (!opened || (leaf !== null && !isCount(leaf)) || (fields?.salt !== null && !salt)) return null;
    if (opened.fit === 'unsupported') fit = 'unsupported';
    events.push({ ...opened.event, salt, leaf });
  }
  return { events, fit };
}

/** What the one event of a certificate of deletion says; null for any other. */
export function deletedBy(events: readonly Event[], side: string): Deleted | null {
  const [event] = events;
  if (event?.seq !== 1 || event.previous !== '' || event.message !== '' || !/^[0-9a-f]{64}$/.test(side)) return null;
  const { kind, at, capacity } = event;
  const byPlatform = capacity === 'system';
  if (kind !== 'MAILBOX_DELETED' && kind !== 'ACCOUNT_DELETED' && !(kind === 'CASE_DELETED' && byPlatform)) return null;
  if (!byPlatform && capacity !== 'owner') return null;
  return { kind, at, byPlatform, digest: side };
}

/** The digest by which the next event names a token. */
export function linkOf(token: string): string {
  return toHex(sha256(utf8(token)));
}

/** Whether every event names the one before where that is enclosed, and the last one is the one that the index names. */
export function isInOrder(events: readonly Event[], { kind, events: { complete, head } }: Index): boolean {
  let seq = 0;
  let link = '';
  for (const event of events) {
    const follows = event.seq === seq + 1;
    if (event.seq <= seq || (follows && event.previous !== link)) return false;
    if (!follows && (complete || event.previous === '')) return false;
    seq = event.seq;
    link = linkOf(event.token);
  }
  return link === head && (kind === 'PROOF' || complete);
}
