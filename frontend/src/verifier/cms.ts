import { type Bytes, fromHex, joined, same, toHex } from './bytes.ts';
import type { Certificate } from './certificate.ts';
import {
  contentOf,
  type Element,
  elements,
  fixed,
  inside,
  known,
  Malformed,
  one,
  readOid,
  tags,
  wrapped,
} from './der.ts';
import { sha256 } from './sha256.ts';

const oids = {
  sha256: '608648016503040201',
  ecdsaSha256: '2a8648ce3d040302',
} as const;

interface SignerInfo {
  issuerAndSerial: Bytes;
  /** DER of the signed attributes, still under their tag in the message. */
  attributes: Element;
  algorithm: Element[];
  signature: Bytes;
}

// Exactly one signer, no content inside (docs/evidence.md, META-INF/signature001.p7s).
function signerOf(message: Bytes): SignerInfo {
  const [type, wrapped] = inside(one(message, tags.sequence), tags.sequence);
  if (readOid(type) !== known.signedData) throw new Malformed('type');
  const [version, , content, ...rest] = inside(inside(wrapped, 0xa0)[0], tags.sequence);
  const contentParts = inside(content, tags.sequence);
  const signers = rest.at(-1);
  if (version?.tag !== tags.integer || contentParts.length !== 1 || readOid(contentParts[0]) !== known.data)
    throw new Malformed('content');
  const infos = inside(signers, tags.set);
  if (infos.length !== 1) throw new Malformed('not exactly one signer');
  const [, sid, digest, attributes, algorithm, signature] = inside(infos[0], tags.sequence);
  if (readOid(inside(digest, tags.sequence)[0]) !== oids.sha256 || attributes?.tag !== 0xa0)
    throw new Malformed('digest');
  return {
    issuerAndSerial: contentOf(sid, tags.sequence),
    attributes,
    algorithm: inside(algorithm, tags.sequence),
    signature: contentOf(signature, tags.octets),
  };
}

function attributesOf(list: Element): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const attribute of elements(list.body)) {
    const [type, values] = inside(attribute, tags.sequence);
    const [value, ...more] = inside(values, tags.set);
    const name = readOid(type);
    if (!value || more.length > 0 || found.has(name)) throw new Malformed('attribute');
    found.set(name, value);
  }
  return found;
}

// ESSCertIDv2 (RFC 5035): its hash algorithm may be left to the default.
function namedCertificate(value: Element | undefined): Bytes {
  const [ids] = inside(value, tags.sequence);
  const [first, second] = inside(inside(ids, tags.sequence)[0], tags.sequence);
  if (first?.tag === tags.octets) return first.body;
  if (readOid(inside(first, tags.sequence)[0]) !== oids.sha256) throw new Malformed('hash');
  return contentOf(second, tags.octets);
}

// RSASSA-PSS-params (RFC 4055): SHA-256, MGF1 with SHA-256, salt of 32 bytes, nothing else.
function isUsualPss(params: Element | undefined): boolean {
  const [hash, mask, salt, ...more] = inside(params, tags.sequence);
  const [generator, maskHash] = inside(inside(mask, 0xa1)[0], tags.sequence);
  return (
    readOid(inside(inside(hash, 0xa0)[0], tags.sequence)[0]) === oids.sha256 &&
    readOid(generator) === known.mgf1 &&
    readOid(inside(maskHash, tags.sequence)[0]) === oids.sha256 &&
    toHex(contentOf(inside(salt, 0xa2)[0], tags.integer)) === '20' &&
    more.length === 0
  );
}

async function fits(signer: SignerInfo, signed: Bytes, { spki }: Certificate): Promise<boolean> {
  const { subtle } = crypto;
  const algorithm = readOid(signer.algorithm[0]);
  if (algorithm === oids.ecdsaSha256) {
    const [r, s] = inside(one(signer.signature, tags.sequence), tags.sequence);
    if (!r || !s || !same(signer.signature, wrapped(tags.sequence, r.raw, s.raw))) return false;
    const key = await subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    return subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, joined(fixed(r, 32), fixed(s, 32)), signed);
  }
  if (algorithm !== known.pss || !isUsualPss(signer.algorithm[1])) return false;
  const key = await subtle.importKey('spki', spki, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['verify']);
  const { modulusLength } = key.algorithm as RsaHashedKeyAlgorithm;
  if (modulusLength < 3072 || modulusLength > 8192) return false;
  return subtle.verify({ name: 'RSA-PSS', saltLength: 32 }, key, signer.signature, signed);
}

const bytesOf = (hex: string) => fromHex(hex) as Bytes;
const version = bytesOf('020101');
const oid = (hex: string) => wrapped(tags.oid, bytesOf(hex));
const sha256Algorithm = wrapped(tags.sequence, oid(oids.sha256));
// SHA-256 with NULL, MGF1 with the same, a salt of 32 bytes.
const pssAlgorithm = bytesOf(
  '304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120',
);

function byBytes(a: Bytes, b: Bytes): number {
  const at = a.findIndex((one, index) => one !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] ?? -1);
}

// The message that the seal writes around a signature: nothing else may be in it, and its certificates are those of the chain.
function written(
  { issuerAndSerial, attributes, algorithm, signature }: SignerInfo,
  chain: readonly Certificate[],
): Bytes {
  const isEcdsa = readOid(algorithm[0]) === oids.ecdsaSha256;
  const info = wrapped(
    tags.sequence,
    version,
    wrapped(tags.sequence, issuerAndSerial),
    sha256Algorithm,
    attributes.raw,
    isEcdsa ? wrapped(tags.sequence, oid(oids.ecdsaSha256)) : pssAlgorithm,
    wrapped(tags.octets, signature),
  );
  const certificates = chain.map(({ der }) => der).sort(byBytes);
  const data = wrapped(
    tags.sequence,
    version,
    wrapped(tags.set, sha256Algorithm),
    wrapped(tags.sequence, oid(known.data)),
    wrapped(0xa0, ...certificates.filter((der, index) => index === 0 || !same(der, certificates[index - 1] as Bytes))),
    wrapped(tags.set, info),
  );
  return wrapped(tags.sequence, oid(known.signedData), wrapped(0xa0, data));
}

/**
 * Whether a detached CMS signature over content is that of a chain's first certificate (RFC 5652, CAdES), and is to the last byte
 * what the seal writes: its certificates are those of the chain.
 */
export async function isSignedBy(chain: readonly Certificate[], message: Bytes, content: Bytes): Promise<boolean> {
  const [certificate] = chain;
  try {
    const signer = signerOf(message);
    const attributes = attributesOf(signer.attributes);
    const named =
      certificate !== undefined &&
      same(message, written(signer, chain)) &&
      same(signer.issuerAndSerial, joined(certificate.issuer, certificate.serial)) &&
      readOid(attributes.get(known.contentType)) === known.data &&
      same(contentOf(attributes.get(known.messageDigest), tags.octets), sha256(content)) &&
      same(namedCertificate(attributes.get(known.signingCertificateV2)), certificate.fingerprint);
    if (!named) return false;
    const signed = signer.attributes.raw.slice();
    signed[0] = tags.set;
    return await fits(signer, signed, certificate);
  } catch {
    return false;
  }
}

/** SHA-256 of a certificate as openssl prints it: capitals, pairs, colons. */
export function fingerprintText({ fingerprint }: Certificate): string {
  return (toHex(fingerprint).toUpperCase().match(/../g) ?? []).join(':');
}
