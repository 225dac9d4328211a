import type { Archive } from './archive.ts';
import { type Bytes, fromBase64, joined, toHex, utf8, writtenObjectOf } from './bytes.ts';
import type { CheckSignature, Fit } from './ed25519.ts';
import { type Index, type IndexMessage, isCount, isInstant } from './packageIndex.ts';
import { sha256 } from './sha256.ts';
import type { Described } from './verdict.ts';

/** One document in a signed description. */
interface Part {
  id: string;
  name: string;
  size: number;
  sha256: string;
}

/** What a description says of the signed mail that an authority's answer came by. */
export interface Original {
  size: number;
  sha256: string;
  /** When it arrived: then its signer's certificate must count. */
  receivedAt: string;
  /** SHA-256 of the certificate in hexadecimal. */
  certificate: string;
}

/** A signed description that was checked. */
export interface Manifest extends Described {
  /** SHA-256 of its bytes, in hexadecimal. */
  digest: string;
  subjectSha256: string;
  bodySha256: string;
  documents: readonly Part[];
  /** The signed mail that it came by; null where there is none. */
  original: Original | null;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const prefix = utf8('schalter-manifest/1\0');

function partsOf(value: unknown): Part[] | null {
  if (value !== null && !Array.isArray(value)) return null;
  const parts = (value ?? []).map((one): Part | null => {
    const { id, name, size, sha256: digest } = (one ?? {}) as Record<string, unknown>;
    return typeof id === 'string' && isCount(size) ? { id, name: text(name), size, sha256: text(digest) } : null;
  });
  return parts.every((one) => one !== null) ? parts : null;
}

// Undefined for one that cannot be read.
function originalOf(value: unknown): Original | null | undefined {
  if (value === undefined || value === null) return null;
  const { size, sha256: digest, receivedAt, certificate } = value as Record<string, unknown>;
  if (!isCount(size) || typeof digest !== 'string' || typeof certificate !== 'string') return undefined;
  return typeof receivedAt === 'string' && isInstant(receivedAt)
    ? { size, sha256: digest, receivedAt, certificate }
    : undefined;
}

function manifestOf(bytes: Bytes, digest: string): (Manifest & { side: string }) | null {
  const raw = writtenObjectOf(bytes, '');
  const documents = partsOf(raw?.documents);
  const original = originalOf(raw?.original);
  if (raw?.format !== 'schalter-manifest/1' || !documents || original === undefined) return null;
  return {
    id: text(raw.message),
    side: text(raw.side),
    direction: text(raw.direction),
    kind: text(raw.kind),
    from: text(raw.from),
    to: Array.isArray(raw.to) ? raw.to.map(text) : [],
    sentAt: text(raw.sentAt),
    digest,
    subjectSha256: text(raw.subjectSha256),
    bodySha256: text(raw.bodySha256),
    documents,
    original,
  };
}

interface SignedManifest {
  fit: Fit;
  manifest: Manifest | null;
}

/** Reads a description and checks who signed it, and that it is this side's and this message's. */
export async function openManifest(
  archive: Archive,
  index: Index,
  { id, folder }: IndexMessage,
  check: CheckSignature,
): Promise<SignedManifest> {
  const wrong = { fit: 'wrong', manifest: null } as const;
  const bytes = await archive.read(`${folder}manifest.json`);
  const file = writtenObjectOf(await archive.read(`${folder}manifest.sig.json`), '\n');
  const signature = fromBase64(file?.signature);
  const key = index.keys.get(text(file?.keyId));
  if (!bytes || !signature || !key || file?.format !== 'schalter-signature/1' || file.algorithm !== 'Ed25519')
    return wrong;
  const digest = toHex(sha256(bytes));
  const manifest = manifestOf(bytes, digest);
  if (!manifest || file.digest !== digest || manifest.id !== id || manifest.side !== index.side) return wrong;
  const fit = await check(key, signature, joined(prefix, bytes));
  return fit === 'wrong' ? wrong : { fit, manifest };
}

/** Compares the documents of a message with its description. */
export async function compareDocuments(
  archive: Archive,
  { folder, documents }: IndexMessage,
  { documents: parts }: Manifest,
) {
  const found = { enclosed: 0, bad: [] as string[], absent: [] as string[] };
  const files = new Map(documents);
  for (const { id, name, size, sha256: wanted } of parts) {
    const file = files.get(id) ?? null;
    files.delete(id);
    if (file === null) {
      found.absent.push(name);
      continue;
    }
    const digest = await archive.digest(file);
    if (digest && toHex(digest) === wanted && archive.size(file) === size) found.enclosed++;
    else found.bad.push(file);
  }
  // What the description does not know does not belong to the message.
  found.bad.push(...[...files].map(([id, file]) => file ?? `${folder}anlagen/${id}`));
  return found;
}
