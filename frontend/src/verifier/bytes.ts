/** Bytes as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of base64 in the standard alphabet, in its one spelling; null for any other text. */
export function fromBase64(text: unknown): Bytes | null {
  if (typeof text !== 'string' || !base64Form.test(text)) return null;
  const decoded = atob(text);
  // Bits behind the last byte are passed over.
  return btoa(decoded) === text ? Uint8Array.from(decoded, (one) => one.charCodeAt(0)) : null;
}

/** Standard base64. */
export function toBase64(bytes: Bytes): string {
  return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''));
}

/** The bytes of base64url without padding, as in tokens; null for any other text. */
export function fromBase64Url(text: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  return fromBase64(
    text
      .replaceAll('-', '+')
      .replaceAll('_', '/')
      .padEnd(Math.ceil(text.length / 4) * 4, '='),
  );
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Bytes): string {
  return Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('');
}

/** The bytes of hexadecimal digits; null for any other text. */
export function fromHex(text: string): Bytes | null {
  if (text.length % 2 === 1 || !/^[0-9a-fA-F]*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

/** Whether both have the same bytes. */
export function same(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

/** One after the other. */
export function joined(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The UTF-8 of a text. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** The text of UTF-8 bytes; null for what is none. A mark at the beginning stays part of the text. */
export function textOf(bytes: Bytes | null): string | null {
  if (!bytes) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const maxNesting = 16;

// Whole numbers that JavaScript keeps exactly, names that differ by more than the case of letters, and no more nesting than our
// files have.
function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  // Half a character is none.
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  const names = Array.isArray(value) ? [] : Object.keys(value);
  const apart = new Set(names.map((name) => name.toLowerCase())).size === names.length;
  if (depth >= maxNesting || !apart || !names.every((name) => /^[A-Za-z0-9]+$/.test(name))) return false;
  return Object.values(value).every((one) => isPlain(one, depth + 1));
}

// The back end escapes these too.
const escaped = /[<>&\u2028\u2029]/g;
const asEscape = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A JSON object as the back end writes it, with what follows it; null for anything else. Written again it must read the same:
 * no space, no name twice, one spelling of every text and number.
 */
export function writtenObjectOf(bytes: Bytes | null, behind: string): Record<string, unknown> | null {
  const text = textOf(bytes);
  if (text === null || !text.endsWith(behind)) return null;
  const raw = text.slice(0, text.length - behind.length);
  const value = objectOf(utf8(raw));
  return value && isPlain(value) && JSON.stringify(value).replace(escaped, asEscape) === raw ? value : null;
}

/** A JSON object in UTF-8; null for anything else. */
export function objectOf(bytes: Bytes | null): Record<string, unknown> | null {
  const text = textOf(bytes);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
