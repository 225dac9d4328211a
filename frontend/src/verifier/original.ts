import type { Archive } from './archive.ts';
import { toDer } from './ber.ts';
import { type Bytes, joined, same, toHex } from './bytes.ts';
import { type Certificate, readCertificates } from './certificate.ts';
import { contentOf, type Element, elements, fixed, inside, known, must, one, readOid, tags, wrapped } from './der.ts';
import type { Manifest, Original } from './message.ts';
import type { IndexMessage, IndexOriginal, Layout, Span } from './packageIndex.ts';
import { curves, type Hash, hashes, isShortest, timeOf } from './stamp.ts';

const oids = {
  keyUsage: '551d0f',
  alternativeNames: '551d11',
  constraints: '551d13',
  anyPurpose: '551d2500',
  mailProtection: '2b06010505070304',
  address: '2a864886f70d010901',
} as const;
const withRsa: Partial<Record<string, Hash>> = {
  '2a864886f70d01010b': 'SHA-256',
  '2a864886f70d01010c': 'SHA-384',
  '2a864886f70d01010d': 'SHA-512',
};
const withEcdsa: Partial<Record<string, Hash>> = {
  '2a8648ce3d040302': 'SHA-256',
  '2a8648ce3d040303': 'SHA-384',
  '2a8648ce3d040304': 'SHA-512',
};
/** Certificates that an issuer signed by MD2, MD5 or SHA-1. */
const weak = [
  '2a864886f70d010102',
  '2a864886f70d010104',
  '2a864886f70d010105',
  '2a8648ce3d0401',
  '2a8648ce380403',
  '2b0e03021d',
];

// Where things stand in the mail. The same rules as those of the back end (internal/evidence/original.go).

const lineFeed = 10;
const blanks = [9, lineFeed, 11, 12, 13, 32];
const latin = new TextDecoder('latin1');

function trimmed(bytes: Bytes): Bytes {
  const from = bytes.findIndex((byte) => !blanks.includes(byte));
  return from < 0
    ? bytes.subarray(0, 0)
    : bytes.subarray(from, bytes.findLastIndex((byte) => !blanks.includes(byte)) + 1);
}

// A line without its end and what is blank before that, and where the next one begins.
function lineAt(bytes: Bytes, at: number): { line: string; next: number } {
  const feed = bytes.indexOf(lineFeed, at);
  const next = feed < 0 ? bytes.length : feed + 1;
  return { line: latin.decode(bytes.subarray(at, next)).replace(/[ \t\r\n]+$/, ''), next };
}

// Where the body behind a header begins: behind the first blank line.
function headerEnd(bytes: Bytes, from: number): number {
  for (let at = from; at < bytes.length; ) {
    const { next } = lineAt(bytes, at);
    if (trimmed(bytes.subarray(at, next)).length === 0) return bytes[next - 1] === lineFeed ? next : -1;
    at = next;
  }
  return -1;
}

const maxPreamble = 200;

// The boundary line at the end of what is before the content, with at most one line before it.
function openingLine(before: Bytes): string {
  must(before.length > 0 && before.at(-1) === lineFeed);
  const start = before.subarray(0, -1).lastIndexOf(lineFeed) + 1;
  const { line } = lineAt(before, start);
  const preamble = trimmed(before.subarray(0, start));
  must(line.startsWith('--') && line.length > 2);
  must(preamble.length <= maxPreamble && !preamble.includes(lineFeed) && !preamble.includes(13));
  return line;
}

// A boundary line, behind the line end that belongs to it (RFC 2046, 5.1.1); where the next line begins.
function markLine(bytes: Bytes, from: number, mark: string): number {
  const end = bytes[from] === 13 && bytes[from + 1] === lineFeed ? 2 : bytes[from] === lineFeed ? 1 : 0;
  const { line, next } = lineAt(bytes, from + end);
  must(line === mark);
  return next;
}

const within = ({ from, to }: Span, { length }: Bytes) => from >= 0 && from <= to && to <= length;

// Content and signature; the content is null where the signature holds it.
function cut(mail: Bytes, { content, signature }: Layout): { content: Bytes | null; message: Bytes } {
  must(within(signature, mail) && (!content || within(content, mail)));
  const message = mail.subarray(signature.from, signature.to);
  const head = headerEnd(mail, 0);
  if (!content) {
    must(signature.from === head && signature.to === mail.length);
    return { content, message };
  }
  must(head >= 0 && content.from >= head && signature.from >= content.to);
  const mark = openingLine(mail.subarray(head, content.from));
  must(headerEnd(mail, markLine(mail, content.to, mark)) === signature.from);
  const end = markLine(mail, signature.to, `${mark}--`);
  must(trimmed(mail.subarray(end)).length === 0);
  return { content: mail.subarray(content.from, content.to), message };
}

const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decoded(lines: Bytes): Bytes {
  const text = latin.decode(lines).replace(/[ \t\r\n]/g, '');
  must(base64Form.test(text));
  return Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
}

function withLineEnds(bytes: Bytes): Bytes {
  const kept = bytes.filter((byte, at) => byte !== 13 || bytes[at + 1] !== lineFeed);
  const all = new Uint8Array(kept.length + kept.filter((byte) => byte === lineFeed).length);
  let at = 0;
  for (const byte of kept) {
    if (byte === lineFeed) all[at++] = 13;
    all[at++] = byte;
  }
  return all;
}

// The CMS message (RFC 5652), read as internal/cms does.

interface Algorithm {
  oid: string;
  params: Element | undefined;
}

function algorithmOf(element: Element | undefined): Algorithm {
  const [oid, params, ...more] = inside(element, tags.sequence);
  must(more.length === 0);
  return { oid: readOid(oid), params };
}

const plain = ({ params }: Algorithm) => !params || toHex(params.raw) === '0500';

function hashOf(algorithm: Algorithm): Hash {
  const hash = hashes[algorithm.oid];
  must(hash && plain(algorithm));
  return hash;
}

const small = (integer: Element | undefined) => {
  const body = contentOf(integer, tags.integer);
  must(isShortest(body) && body.length <= 4 && (body[0] as number) < 0x80);
  return Number.parseInt(toHex(body), 16);
};

interface Signed {
  embedded: Bytes | null;
  sid: Element;
  digest: Algorithm;
  attributes: Element;
  algorithm: Algorithm;
  signature: Bytes;
}

function signedOf(der: Bytes): Signed {
  const [type, outer, ...behind] = inside(one(der, tags.sequence), tags.sequence);
  must(readOid(type) === known.signedData && behind.length === 0);
  const [data, ...others] = inside(outer, 0xa0);
  must(others.length === 0);
  const [version, digests, info, ...rest] = inside(data, tags.sequence);
  must([1, 3].includes(small(version)));
  contentOf(digests, tags.set);
  const [contentType, wrapping, ...none] = inside(info, tags.sequence);
  must(readOid(contentType) === known.data && none.length === 0);
  let embedded: Bytes | null = null;
  if (wrapping) {
    const [octets, ...more] = inside(wrapping, 0xa0);
    must(more.length === 0);
    embedded = contentOf(octets, tags.octets);
  }
  if (rest[0]?.tag === 0xa0) elements(rest.shift()?.body ?? new Uint8Array());
  if (rest[0]?.tag === 0xa1) rest.shift();
  const [signers, ...last] = rest;
  const [signer, ...more] = inside(signers, tags.set);
  must(signer && more.length === 0 && last.length === 0);
  return { embedded, ...signerOf(signer) };
}

function signerOf(element: Element): Omit<Signed, 'embedded'> {
  const [version, sid, digest, attributes, algorithm, signature, ...rest] = inside(element, tags.sequence);
  must([1, 3].includes(small(version)) && sid && attributes?.tag === 0xa0);
  must(rest.length === 0 || (rest.length === 1 && rest[0]?.tag === 0xa1));
  return {
    sid,
    digest: algorithmOf(digest),
    attributes,
    algorithm: algorithmOf(algorithm),
    signature: contentOf(signature, tags.octets),
  };
}

const maxAttributes = 64;

function attributesOf(list: Element): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const attribute of elements(list.body)) {
    const [type, values, ...more] = inside(attribute, tags.sequence);
    const name = readOid(type);
    must(more.length === 0 && !found.has(name) && found.size < maxAttributes);
    found.set(name, inside(values, tags.set));
  }
  return found;
}

function only(values: Element[] | undefined): Element {
  must(values?.length === 1 && values[0]);
  return values[0];
}

const digestOf = async (hash: Hash, bytes: Bytes) => new Uint8Array(await crypto.subtle.digest(hash, bytes));

// What the signer says of its certificate; who says nothing is not contradicted (RFC 5035).
async function names(values: Element[] | undefined, { der }: Certificate): Promise<boolean> {
  if (!values) return true;
  const [list] = inside(only(values), tags.sequence);
  const [first, second] = inside(inside(list, tags.sequence)[0], tags.sequence);
  const named = first?.tag === tags.sequence;
  const hash = named ? hashOf(algorithmOf(first)) : 'SHA-256';
  return same(contentOf(named ? second : first, tags.octets), await digestOf(hash, der));
}

function isOf({ tag, body }: Element, certificate: Certificate): boolean {
  if (tag === tags.sequence) return same(body, joined(certificate.issuer, certificate.serial));
  const identifier = extensionsOf(certificate).get('551d0e');
  return (
    tag === 0x80 && body.length > 0 && !!identifier && same(contentOf(one(identifier, tags.octets), tags.octets), body)
  );
}

// RSASSA-PSS-params (RFC 4055): what is left out means SHA-1, but for salt and trailer.
function saltOf({ params }: Algorithm, hash: Hash): number {
  const parts = new Map(inside(params, tags.sequence).map((part) => [part.tag, part] as const));
  must(
    [...parts.keys()].join() === [...parts.keys()].sort().join() && parts.size === inside(params, tags.sequence).length,
  );
  must([...parts.keys()].every((tag) => tag >= 0xa0 && tag <= 0xa3));
  const inner = (tag: number) => {
    const [first, ...more] = inside(parts.get(tag), tag);
    must(first && more.length === 0);
    return first;
  };
  const mask = algorithmOf(inner(0xa1));
  must(
    hashOf(algorithmOf(inner(0xa0))) === hash && mask.oid === known.mgf1 && hashOf(algorithmOf(mask.params)) === hash,
  );
  must(!parts.has(0xa3) || small(inner(0xa3)) === 1);
  const salt = parts.has(0xa2) ? small(inner(0xa2)) : 20;
  must(salt >= 20 && salt <= 512);
  return salt;
}

async function fits({ algorithm, signature, digest }: Signed, signed: Bytes, { spki }: Certificate): Promise<boolean> {
  const { subtle } = crypto;
  const hash = hashOf(digest);
  const [kind] = inside(one(spki, tags.sequence), tags.sequence);
  const [keyType, params] = inside(kind, tags.sequence);
  if (readOid(keyType) === known.rsa) {
    const isPss = algorithm.oid === known.pss;
    must(isPss || (plain(algorithm) && (algorithm.oid === known.rsa || withRsa[algorithm.oid] === hash)));
    const name = isPss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
    const key = await subtle.importKey('spki', spki, { name, hash }, false, ['verify']);
    const { modulusLength } = key.algorithm as RsaHashedKeyAlgorithm;
    must(modulusLength >= 2048 && modulusLength <= 8192);
    const how = isPss ? { name, saltLength: saltOf(algorithm, hash) } : { name };
    return subtle.verify(how, key, signature, signed);
  }
  const curve = curves[readOid(params)];
  must(curve && curve[0] !== 'P-521' && plain(algorithm) && withEcdsa[algorithm.oid] === hash);
  const [namedCurve, size] = curve;
  const [r, s, ...more] = inside(one(signature, tags.sequence), tags.sequence);
  must(r && s && more.length === 0 && same(signature, wrapped(tags.sequence, r.raw, s.raw)));
  const key = await subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve }, false, ['verify']);
  return subtle.verify({ name: 'ECDSA', hash }, key, joined(fixed(r, size), fixed(s, size)), signed);
}

// The certificate.

function fieldsOf({ der }: Certificate): Element[] {
  const [tbs] = inside(one(der, tags.sequence), tags.sequence);
  const fields = inside(tbs, tags.sequence);
  if (fields[0]?.tag === 0xa0) fields.shift();
  return fields;
}

function extensionsOf(certificate: Certificate): Map<string, Bytes> {
  const all = fieldsOf(certificate).find(({ tag }) => tag === 0xa3);
  if (!all) return new Map();
  return new Map(
    inside(inside(all, 0xa3)[0], tags.sequence).map((extension) => {
      const [name, ...values] = inside(extension, tags.sequence);
      return [readOid(name), contentOf(values.at(-1), tags.octets)] as const;
    }),
  );
}

const secondsOf = (instant: string) =>
  Date.parse(`${instant.slice(0, 19)}Z`) / 1000 + Number(`0.${instant.slice(20, 26)}`);

// Valid at that time, for signing mails, and no issuer's (RFC 8550).
function maySign(certificate: Certificate, at: number): boolean {
  const [, algorithm, , validity] = fieldsOf(certificate);
  const [from, to] = inside(validity, tags.sequence).map(timeOf);
  must(from !== undefined && to !== undefined && at >= from && at <= to);
  must(!weak.includes(algorithmOf(algorithm).oid));
  const extensions = extensionsOf(certificate);
  const usage = extensions.get(oids.keyUsage);
  if (usage) {
    const bits = contentOf(one(usage, 0x03), 0x03).subarray(1);
    must(bits.every((byte) => byte === 0) || ((bits[0] ?? 0) & 0xc0) !== 0);
  }
  const purposes = extensions.get(known.extendedUsage);
  if (purposes) {
    const list = inside(one(purposes, tags.sequence), tags.sequence).map(readOid);
    must(list.length === 0 || list.includes(oids.mailProtection) || list.includes(oids.anyPurpose));
  }
  const constraints = extensions.get(oids.constraints);
  const [isIssuer] = constraints ? inside(one(constraints, tags.sequence), tags.sequence) : [];
  return !(isIssuer?.tag === 0x01 && isIssuer.body[0] !== 0);
}

function addressesOf(certificate: Certificate): string[] {
  const names = extensionsOf(certificate).get(oids.alternativeNames);
  const list = names ? inside(one(names, tags.sequence), tags.sequence) : [];
  const found = list.filter(({ tag }) => tag === 0x81).map(({ body }) => latin.decode(body));
  for (const set of inside(fieldsOf(certificate)[4], tags.sequence)) {
    for (const pair of inside(set, tags.set)) {
      const [type, value] = inside(pair, tags.sequence);
      if (value && readOid(type) === oids.address) found.push(latin.decode(value.body));
    }
  }
  return [...new Set(found)];
}

async function verified(mail: Bytes, layout: Layout, certificate: Certificate, at: number): Promise<boolean> {
  const { content, message } = cut(mail, layout);
  const signed = signedOf(toDer(layout.base64 ? decoded(message) : message));
  must((signed.embedded === null) === (content !== null));
  const detached = content && layout.crlf ? withLineEnds(content) : content;
  const attributes = attributesOf(signed.attributes);
  must(isOf(signed.sid, certificate) && readOid(only(attributes.get(known.contentType))) === known.data);
  const digest = await digestOf(hashOf(signed.digest), detached ?? (signed.embedded as Bytes));
  must(same(contentOf(only(attributes.get(known.messageDigest)), tags.octets), digest));
  must(await names(attributes.get(known.signingCertificateV2), certificate));
  // What is signed is the set, not its place in the message (RFC 5652, 5.4).
  const set = signed.attributes.raw.slice();
  set[0] = tags.set;
  return (await fits(signed, set, certificate)) && maySign(certificate, at);
}

async function signerOfOriginal(archive: Archive, x: IndexOriginal, original: Original): Promise<string | null> {
  const [certificate, ...more] = readCertificates(await archive.read(x.certificate));
  const digest = await archive.digest(x.file);
  const described =
    certificate &&
    more.length === 0 &&
    toHex(certificate.fingerprint) === original.certificate &&
    digest &&
    toHex(digest) === original.sha256 &&
    archive.size(x.file) === original.size;
  const mail = described ? await archive.read(x.file) : null;
  if (!certificate || !mail) return null;
  try {
    if (!(await verified(mail, x.layout, certificate, secondsOf(original.receivedAt)))) return null;
    return [certificate.subject, ...addressesOf(certificate)].join(', ');
  } catch {
    return null;
  }
}

/**
 * Checks the signed mail that a message came by: that it is the one described, and nothing but what the certificate's key signed (RFC 8551).
 * Null where there is none; otherwise who signed, or the file that fails.
 */
export async function checkOriginal(
  archive: Archive,
  { folder, original: x }: IndexMessage,
  { original }: Manifest,
): Promise<{ signer: string } | { bad: string } | null> {
  if (!x && !original) return null;
  if (!x || !original) return { bad: `${folder}original.eml` };
  const signer = await signerOfOriginal(archive, x, original);
  return signer === null ? { bad: x.file } : { signer };
}
