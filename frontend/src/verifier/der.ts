import { type Bytes, joined, toHex } from './bytes.ts';

/** One element of DER: its tag, its bytes with the header, and without. */
export interface Element {
  tag: number;
  raw: Bytes;
  body: Bytes;
}

/** Tags of the elements that are read here. */
export const tags = { integer: 0x02, octets: 0x04, oid: 0x06, sequence: 0x30, set: 0x31 } as const;

/** Object identifiers of CMS and of keys, in the form of `readOid`. */
export const known = {
  signedData: '2a864886f70d010702',
  data: '2a864886f70d010701',
  contentType: '2a864886f70d010903',
  messageDigest: '2a864886f70d010904',
  signingCertificateV2: '2a864886f70d010910022f',
  rsa: '2a864886f70d010101',
  pss: '2a864886f70d01010a',
  mgf1: '2a864886f70d010108',
  extendedUsage: '551d25',
} as const;

const maxElements = 10_000;

/** Thrown for bytes that are not what was expected. */
export class Malformed extends Error {}

/** Throws `Malformed` unless something holds. */
export function must(holds: unknown): asserts holds {
  if (!holds) throw new Malformed('not of that form');
}

function lengthAt(bytes: Bytes, at: number): { length: number; start: number } {
  const first = bytes[at] ?? 0x80;
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 1 + count > bytes.length) throw new Malformed('length');
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + (bytes[at + i] as number);
  return { length, start: at + 1 + count };
}

/** The elements that follow one another; every byte belongs to one. */
export function elements(bytes: Bytes): Element[] {
  const list: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] as number;
    if ((tag & 0x1f) === 0x1f || list.length >= maxElements) throw new Malformed('tag');
    const { length, start } = lengthAt(bytes, at + 1);
    const end = start + length;
    if (end > bytes.length) throw new Malformed('end');
    list.push({ tag, raw: bytes.subarray(at, end), body: bytes.subarray(start, end) });
    at = end;
  }
  return list;
}

/** The one element of a kind that the bytes are. */
export function one(bytes: Bytes, tag: number): Element {
  const [first, ...more] = elements(bytes);
  if (first?.tag !== tag || more.length > 0) throw new Malformed('one element');
  return first;
}

/** What is inside of an element of a kind. */
export function inside(element: Element | undefined, tag: number): Element[] {
  return elements(contentOf(element, tag));
}

/** The bytes of an element of a kind. */
export function contentOf(element: Element | undefined, tag: number): Bytes {
  if (element?.tag !== tag) throw new Malformed('tag');
  return element.body;
}

/** An object identifier, as the hexadecimal of its bytes. */
export function readOid(element: Element | undefined): string {
  return toHex(contentOf(element, tags.oid));
}

/** An element around its parts, its length in the shortest form. */
export function wrapped(tag: number, ...parts: readonly Bytes[]): Bytes {
  const body = joined(...parts);
  const digits: number[] = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  const length = body.length < 0x80 ? [body.length] : [0x80 | digits.length, ...digits];
  return joined(Uint8Array.of(tag, ...length), body);
}

/** A number that is not negative, in so many bytes. */
export function fixed(integer: Element | undefined, size: number): Bytes {
  const bytes = contentOf(integer, tags.integer);
  const [first = 0x80, second = 0x80] = bytes;
  must(first < 0x80 && (first !== 0 || bytes.length === 1 || second >= 0x80));
  const digits = first === 0 ? bytes.slice(1) : bytes;
  must(digits.length <= size);
  return joined(new Uint8Array(size - digits.length), digits);
}
