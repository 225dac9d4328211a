import { type Bytes, joined } from './bytes.ts';
import { Malformed, wrapped } from './der.ts';

const maxDepth = 24;
const octets = 0x04;
const constructed = 0x20;

interface Header {
  tag: number;
  /** Where the content begins and ends; a content of indefinite length ends where its marks do. */
  start: number;
  end: number;
  indefinite: boolean;
}

function headerAt(bytes: Bytes, at: number, limit: number): Header {
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1] ?? 0;
  if (at + 2 > limit || tag === 0 || (tag & 0x1f) === 0x1f) throw new Malformed('tag');
  const count = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + count;
  if (first === 0x80) {
    if (!(tag & constructed)) throw new Malformed('indefinite');
    return { tag, start, end: limit, indefinite: true };
  }
  if (count > 4 || start > limit) throw new Malformed('length');
  let length = count === 0 ? first : 0;
  for (let i = at + 2; i < start; i++) length = length * 256 + (bytes[i] as number);
  if (length > limit - start) throw new Malformed('length');
  return { tag, start, end: start + length, indefinite: false };
}

// What is inside, part by part, and where the element ends.
function each(bytes: Bytes, { start, end, indefinite }: Header, take: (at: number) => number): number {
  let at = start;
  while (at < end) {
    if (indefinite && at + 2 <= end && bytes[at] === 0 && bytes[at + 1] === 0) return at + 2;
    at = take(at);
  }
  if (indefinite) throw new Malformed('no end');
  return at;
}

// The pieces of a string that was written in parts.
function chunks(bytes: Bytes, header: Header, depth: number, found: Bytes[]): number {
  if (depth > maxDepth) throw new Malformed('depth');
  return each(bytes, header, (at) => {
    const inner = headerAt(bytes, at, header.end);
    if ((inner.tag & ~constructed) !== octets) throw new Malformed('part of a string');
    if (inner.tag !== octets) return chunks(bytes, inner, depth + 1, found);
    found.push(bytes.slice(inner.start, inner.end));
    return inner.end;
  });
}

function rewritten(bytes: Bytes, from: number, limit: number, depth: number): { der: Bytes; end: number } {
  if (depth > maxDepth) throw new Malformed('depth');
  const header = headerAt(bytes, from, limit);
  const { tag, start, end } = header;
  const parts: Bytes[] = [];
  if (!(tag & constructed)) return { der: wrapped(tag, bytes.slice(start, end)), end };
  if (tag === (octets | constructed)) {
    const last = chunks(bytes, header, depth + 1, parts);
    return { der: wrapped(octets, ...parts), end: last };
  }
  const last = each(bytes, header, (at) => {
    const inner = rewritten(bytes, at, end, depth + 1);
    parts.push(inner.der);
    return inner.end;
  });
  return { der: wrapped(tag, joined(...parts)), end: last };
}

/** BER with indefinite lengths and strings in parts, written as DER (X.690), as `schalter verify` does. Throws `Malformed`. */
export function toDer(ber: Bytes): Bytes {
  const { der, end } = rewritten(ber, 0, ber.length, 0);
  if (end !== ber.length) throw new Malformed('something behind it');
  return der;
}
