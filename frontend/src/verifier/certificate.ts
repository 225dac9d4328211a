import { type Bytes, fromBase64, textOf, toBase64 } from './bytes.ts';
import { type Element, elements, inside, one, readOid, tags } from './der.ts';
import { sha256 } from './sha256.ts';

/** What is needed of an X.509 certificate (RFC 5280). */
export interface Certificate {
  der: Bytes;
  /** DER of issuer and serial number, by which a signature names its certificate. */
  issuer: Bytes;
  serial: Bytes;
  /** SubjectPublicKeyInfo. */
  spki: Bytes;
  /** Whom it names: common name and organisation. */
  subject: string;
  /** SHA-256 of the DER. */
  fingerprint: Bytes;
}

const shownNames = ['550403', '55040a', '550406'];
const maxCertificates = 16;

function nameOf(subject: Element): string {
  const found = new Map<string, string>();
  for (const set of inside(subject, tags.sequence)) {
    for (const pair of inside(set, tags.set)) {
      const [type, value] = inside(pair, tags.sequence);
      const text = value && textOf(value.body);
      if (text) found.set(readOid(type), text);
    }
  }
  return [...new Set(shownNames.map((type) => found.get(type)).filter(Boolean))].join(', ');
}

/** Reads a certificate; throws `Malformed`. */
export function readCertificate(der: Bytes): Certificate {
  const [tbs] = inside(one(der, tags.sequence), tags.sequence);
  const fields = inside(tbs, tags.sequence);
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [serial, , issuer, , subject, spki] = fields;
  if (serial?.tag !== tags.integer || issuer?.tag !== tags.sequence || !subject || spki?.tag !== tags.sequence)
    throw new Error('not a certificate');
  return {
    der,
    issuer: issuer.raw,
    serial: serial.raw,
    spki: spki.raw,
    subject: nameOf(subject),
    fingerprint: sha256(der),
  };
}

const pemOf = (der: Bytes) =>
  `-----BEGIN CERTIFICATE-----\n${toBase64(der).replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;

/** The certificates of a PEM file with nothing beside them, in order; empty if one of them cannot be read. */
export function readCertificates(pem: Bytes | null): Certificate[] {
  const text = textOf(pem) ?? '';
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g)];
  try {
    const list = blocks.slice(0, maxCertificates).map(([, base64]) => {
      const der = fromBase64((base64 ?? '').replace(/\s/g, ''));
      if (!der || elements(der).length !== 1) throw new Error('not a certificate');
      return readCertificate(der);
    });
    return list.map(({ der }) => pemOf(der)).join('') === text ? list : [];
  } catch {
    return [];
  }
}
