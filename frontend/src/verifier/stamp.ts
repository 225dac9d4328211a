import { toDer } from './ber.ts';
import { type Bytes, joined, same, toHex } from './bytes.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { contentOf, type Element, fixed, inside, known, Malformed, must, one, readOid, tags, wrapped } from './der.ts';
import { sha256 } from './sha256.ts';

/** A digest that WebCrypto knows. */
export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** What a time-stamp says: when, and who. */
export interface Stamp {
  time: string;
  authority: string;
}

const oids = {
  info: '2a864886f70d0109100104',
  signingCertificate: '2a864886f70d010910020c',
  stamps: '2b06010505070308',
} as const;
/** Digests by their name. */
export const hashes: Partial<Record<string, Hash>> = {
  '608648016503040201': 'SHA-256',
  '608648016503040202': 'SHA-384',
  '608648016503040203': 'SHA-512',
};
const signatures: Partial<Record<string, ['RSA' | 'ECDSA', Hash]>> = {
  '2a864886f70d01010b': ['RSA', 'SHA-256'],
  '2a864886f70d01010c': ['RSA', 'SHA-384'],
  '2a864886f70d01010d': ['RSA', 'SHA-512'],
  '2a8648ce3d040302': ['ECDSA', 'SHA-256'],
  '2a8648ce3d040303': ['ECDSA', 'SHA-384'],
  '2a8648ce3d040304': ['ECDSA', 'SHA-512'],
};
/** Curves by their name, and how many bytes a number of theirs has. */
export const curves: Partial<Record<string, [string, number]>> = {
  '2a8648ce3d030107': ['P-256', 32],
  '2b81040022': ['P-384', 48],
  '2b81040023': ['P-521', 66],
};
const [moment, utcTime, bool, context0, context1, context3] = [0x18, 0x17, 0x01, 0xa0, 0xa1, 0xa3];
const maxAnswer = 64 * 1024;

const algorithmOf = (element: Element | undefined) => readOid(inside(element, tags.sequence)[0]);

function hashOf(element: Element | undefined): Hash {
  const hash = hashes[algorithmOf(element)];
  must(hash);
  return hash;
}

const digest = async (hash: Hash | 'SHA-1', bytes: Bytes) => new Uint8Array(await crypto.subtle.digest(hash, bytes));

// Seconds since 1970 of YYYYMMDDhhmmss, with or without a fraction.
function secondsOf(text: string): number {
  const [, all = '', fraction = ''] = /^(\d{14})(\.\d{1,9})?Z$/.exec(text) ?? [];
  const at = all.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6.000Z');
  const ms = Date.parse(at);
  must(ms >= 0 && new Date(ms).toISOString() === at);
  return ms / 1000 + Number(`0${fraction}`);
}

const ascii = (bytes: Bytes) => String.fromCharCode(...bytes);

/** Seconds since 1970 of a time in a certificate. */
export function timeOf(element: Element | undefined): number {
  const text = ascii(element?.body ?? new Uint8Array());
  if (element?.tag === utcTime) return secondsOf((text < '5' ? '20' : '19') + text);
  must(element?.tag === moment);
  return secondsOf(text);
}

interface Token {
  info: Bytes;
  imprint: Bytes;
  seconds: number;
  certificates: Bytes[];
  issuer: Bytes;
  serial: Bytes;
  hash: Hash;
  algorithm: ['RSA' | 'ECDSA', Hash];
  attributes: Bytes;
  named: Map<string, Element>;
  signature: Bytes;
}

/** Whether a number is written in the shortest form. */
export const isShortest = ([first, second]: Bytes) =>
  first !== undefined &&
  (second === undefined || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)));

// The TSTInfo; what it says of accuracy, order and name is not needed.
function infoOf(info: Bytes): Pick<Token, 'imprint' | 'seconds'> {
  const [version, policy, imprint, serial, time, ...rest] = inside(one(info, tags.sequence), tags.sequence);
  must(toHex(contentOf(version, tags.integer)) === '01');
  readOid(policy);
  const [algorithm, value, ...more] = inside(imprint, tags.sequence);
  must(hashOf(algorithm) === 'SHA-256' && more.length === 0);
  contentOf(serial, tags.integer);
  must(time?.tag === moment);
  for (const part of rest) if (part.tag === tags.integer) must(isShortest(part.body));
  return { imprint: contentOf(value, tags.octets), seconds: timeOf(time) };
}

function signerOf(
  element: Element,
): Pick<Token, 'issuer' | 'serial' | 'hash' | 'algorithm' | 'attributes' | 'named' | 'signature'> {
  const parts = inside(element, tags.sequence);
  must(parts.length === 6 || (parts.length === 7 && parts[6]?.tag === context1));
  const [version, id, hashed, attributes, algorithm, signature] = parts;
  contentOf(version, tags.integer);
  const [issuer, serial, ...more] = inside(id, tags.sequence);
  must(issuer && serial?.tag === tags.integer && more.length === 0 && attributes);
  const hash = hashOf(hashed);
  const named = new Map<string, Element>();
  const list = inside(attributes, context0);
  for (const attribute of list) {
    const [type, values, ...none] = inside(attribute, tags.sequence);
    const [value, ...second] = inside(values, tags.set);
    const name = readOid(type);
    must(value && none.length === 0 && second.length === 0 && !named.has(name));
    named.set(name, value);
  }
  const kind = algorithmOf(algorithm);
  // Signers that name only the kind of their key mean the digest beside it.
  const how = kind === known.rsa ? (['RSA', hash] as const) : signatures[kind];
  must(how && list.length >= 3);
  const signed = attributes.raw.slice();
  // What is signed is the set, not its place in the message (RFC 5652, 5.4).
  signed[0] = tags.set;
  return {
    issuer: issuer.raw,
    serial: serial.raw,
    hash,
    algorithm: [how[0], how[1]],
    attributes: signed,
    named,
    signature: contentOf(signature, tags.octets),
  };
}

// The same reader as that of the back end (internal/evidence/stamp/token.go): what one takes, the other takes.
function tokenOf(answer: Bytes): Token {
  const [status, token, ...behind] = inside(one(answer, tags.sequence), tags.sequence);
  must(toHex(contentOf(inside(status, tags.sequence)[0], tags.integer)) === '00' && behind.length === 0);
  const [type, outer, ...more] = inside(token, tags.sequence);
  must(readOid(type) === known.signedData && more.length === 0);
  const [data, ...others] = inside(outer, context0);
  must(others.length === 0);
  const [version, digests, content, ...rest] = inside(data, tags.sequence);
  contentOf(version, tags.integer);
  contentOf(digests, tags.set);
  const [contentType, wrapping, ...none] = inside(content, tags.sequence);
  const [text, ...texts] = inside(wrapping, context0);
  must(readOid(contentType) === oids.info && none.length === 0 && texts.length === 0);
  const info = contentOf(text, tags.octets);
  const certificates = rest[0]?.tag === context0 ? inside(rest.shift(), context0).map(({ raw }) => raw) : [];
  if (rest[0]?.tag === context1) rest.shift();
  const [signer, ...signers] = inside(rest[0], tags.set);
  must(rest.length === 1 && signer && signers.length === 0);
  return { info, certificates, ...signerOf(signer), ...infoOf(info) };
}

function signerIn({ certificates, issuer, serial }: Token): Certificate {
  for (const der of certificates) {
    try {
      const certificate = readCertificate(der);
      if (same(certificate.issuer, issuer) && same(certificate.serial, serial)) return certificate;
    } catch {
      // Those that are not needed may be of any kind.
    }
  }
  throw new Malformed('the signer’s certificate is missing');
}

// Valid at that time, and made for time-stamps alone, which must not be passed over (RFC 3161, 2.3).
function mayStamp({ der }: Certificate, seconds: number): boolean {
  const [tbs] = inside(one(der, tags.sequence), tags.sequence);
  const fields = inside(tbs, tags.sequence);
  if (fields[0]?.tag === context0) fields.shift();
  const [from, to] = inside(fields[3], tags.sequence).map(timeOf);
  must(from !== undefined && to !== undefined);
  const [extensions] = inside(
    fields.find(({ tag }) => tag === context3),
    context3,
  );
  const usages = inside(extensions, tags.sequence)
    .map((extension) => inside(extension, tags.sequence))
    .filter(([name]) => readOid(name) === known.extendedUsage);
  const [, critical, value] = usages[0] ?? [];
  must(usages.length === 1 && critical?.tag === bool && toHex(critical.body) === 'ff');
  const purposes = inside(one(contentOf(value, tags.octets), tags.sequence), tags.sequence).map(readOid);
  return purposes.join() === oids.stamps && seconds >= from && seconds <= to;
}

// The signed attributes name the certificate by its digest (RFC 5816); the first one is the signer's.
async function names({ named }: Token, { der }: Certificate): Promise<boolean> {
  const version2 = named.get(known.signingCertificateV2);
  const list = version2 ?? named.get(oids.signingCertificate);
  const [first, second] = inside(inside(inside(list, tags.sequence)[0], tags.sequence)[0], tags.sequence);
  if (!version2) return same(contentOf(first, tags.octets), await digest('SHA-1', der));
  if (first?.tag !== tags.sequence) return same(contentOf(first, tags.octets), sha256(der));
  return same(contentOf(second, tags.octets), await digest(hashOf(first), der));
}

async function signs({ algorithm: [kind, hash], attributes, signature }: Token, { spki }: Certificate) {
  const { subtle } = crypto;
  if (kind === 'RSA') {
    const key = await subtle.importKey('spki', spki, { name: 'RSASSA-PKCS1-v1_5', hash }, false, ['verify']);
    const { modulusLength } = key.algorithm as RsaHashedKeyAlgorithm;
    must(modulusLength >= 2048 && modulusLength <= 8192);
    return subtle.verify('RSASSA-PKCS1-v1_5', key, signature, attributes);
  }
  const [algorithm] = inside(one(spki, tags.sequence), tags.sequence);
  const curve = curves[readOid(inside(algorithm, tags.sequence)[1])];
  must(curve);
  const [namedCurve, size] = curve;
  const [r, s, ...more] = inside(one(signature, tags.sequence), tags.sequence);
  must(r && s && more.length === 0 && same(signature, wrapped(tags.sequence, r.raw, s.raw)));
  const key = await subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve }, false, ['verify']);
  return subtle.verify({ name: 'ECDSA', hash }, key, joined(fixed(r, size), fixed(s, size)), attributes);
}

/**
 * Checks a time-stamping authority's answer for data (RFC 3161): what it is about, and the signature of a certificate that was valid
 * then, is for time-stamps alone and comes along. Whether that authority can be trusted is left open. Null for anything else.
 */
export async function checkStamp(answer: Bytes | null, data: Bytes): Promise<Stamp | null> {
  if (!answer || answer.length > maxAnswer) return null;
  try {
    const token = tokenOf(toDer(answer));
    const authority = signerIn(token);
    const { info, imprint, seconds, named, hash } = token;
    const whole =
      same(imprint, sha256(data)) &&
      mayStamp(authority, seconds) &&
      (await names(token, authority)) &&
      readOid(named.get(known.contentType)) === oids.info &&
      same(contentOf(named.get(known.messageDigest), tags.octets), await digest(hash, info)) &&
      (await signs(token, authority));
    return whole ? { time: new Date(seconds * 1000).toISOString(), authority: authority.subject } : null;
  } catch {
    return null;
  }
}
