import { Archive, type Source, type Watch } from './archive.ts';
import { type Bytes, fromBase64, same, textOf, toHex } from './bytes.ts';
import { type Certificate, readCertificates } from './certificate.ts';
import { fingerprintText, isSignedBy } from './cms.ts';
import { type CheckSignature, ed25519, type Fit } from './ed25519.ts';
import { readListing } from './listing.ts';
import { isSameLog, openCheckpoint, provenIn, readProofs } from './log.ts';
import { compareDocuments, type Manifest, openManifest } from './message.ts';
import { checkOriginal } from './original.ts';
import { files, type Index, readPackageIndex } from './packageIndex.ts';
import { pdfSignature } from './pdfSignature.ts';
import { deletedBy, type Event, isInOrder, readRecord } from './record.ts';
import { checkStamp } from './stamp.ts';
import {
  type Check,
  type Deleted,
  Findings,
  type Published,
  type Reason,
  type Result,
  type Verdict,
} from './verdict.ts';

const packageType = 'application/vnd.etsi.asic-e+zip';

/** One check of a package, file by file and signature by signature, after docs/evidence.md. */
class Verification {
  readonly findings = new Findings();
  readonly #archive: Archive;
  readonly #check: CheckSignature;
  #chain: readonly Certificate[] = [];
  #sealed = false;
  #manifests: (Manifest | null)[] = [];
  #deleted: Deleted | null = null;

  constructor(archive: Archive, check: CheckSignature) {
    this.#archive = archive;
    this.#check = check;
  }

  async run(published: Published | null): Promise<Verdict> {
    const index = readPackageIndex(await this.#archive.read(files.index));
    await this.#checkFiles(index);
    await this.#checkSeal();
    if (!index) this.findings.add('INDEX', 'FAILED', { files: [files.index] });
    else {
      this.findings.add('INDEX', 'PASSED');
      await this.#checkPdf();
      await this.#checkMessages(index);
      const events = await this.#checkRecord(index);
      await this.#checkLog(index, events);
      this.#comparePlatform(index, published);
    }
    return this.#sumUp(index);
  }

  #sumUp(index: Index | null): Verdict {
    const { checks } = this.findings;
    return {
      valid: !checks.some(({ result }) => result === 'FAILED'),
      checks,
      about: index,
      messages: this.#manifests.filter((one) => one !== null),
      seal:
        this.#seal && this.#sealed ? { subject: this.#seal.subject, fingerprint: fingerprintText(this.#seal) } : null,
      deleted: this.#deleted,
    };
  }

  async #checkFiles(index: Index | null): Promise<void> {
    const archive = this.#archive;
    const list = readListing(await archive.read(files.list));
    if (!list) return this.findings.add('CONTAINER', 'FAILED', { files: [files.list] });
    const unlisted: string[] = [files.type, files.list, files.signature];
    const strange = archive.names.filter(
      (name) => (!list.has(name) && !unlisted.includes(name)) || index?.files.has(name) === false,
    );
    const typed = archive.names[0] === files.type && archive.isStored(files.type);
    if (!typed || textOf(await archive.read(files.type)) !== packageType) strange.push(files.type);
    const changed: string[] = [];
    for (const [name, wanted] of list) {
      if (!archive.has(name) || unlisted.includes(name)) strange.push(name);
      else {
        const digest = await archive.digest(name);
        if (!digest || !same(digest, wanted)) changed.push(name);
      }
    }
    this.findings.found('CONTAINER', strange);
    this.findings.found('FILES', changed, String(list.size));
  }

  get #seal(): Certificate | null {
    return this.#chain[0] ?? null;
  }

  async #isSealedBy(signature: Bytes | null, content: Bytes | null): Promise<boolean> {
    return signature !== null && content !== null && isSignedBy(this.#chain, signature, content);
  }

  async #checkSeal(): Promise<void> {
    this.#chain = readCertificates(await this.#archive.read(files.seal));
    if (!this.#seal) return this.findings.add('SEAL', 'FAILED', { files: [files.seal] });
    this.#sealed = await this.#isSealedBy(
      await this.#archive.read(files.signature),
      await this.#archive.read(files.list),
    );
    // Which of the two was changed, nobody can tell.
    if (!this.#sealed) this.findings.add('SEAL', 'FAILED', { files: [files.list, files.signature] });
    else this.findings.add('SEAL', 'PASSED', { detail: this.#seal.subject });
  }

  async #checkPdf(): Promise<void> {
    const found = pdfSignature(await this.#archive.read(files.pdf));
    if (found === 'partly') return this.findings.add('PDF_WHOLE', 'FAILED', { files: [files.pdf] });
    const fits = found !== 'unsigned' && (await this.#isSealedBy(found.signature, found.content));
    this.findings.found('PDF', fits ? [] : [files.pdf]);
  }

  async #checkMessages(index: Index): Promise<void> {
    const { messages, texts, documents, absent } = {
      messages: [] as string[],
      texts: [] as string[],
      documents: [] as string[],
      absent: [] as string[],
    };
    const originals = { bad: [] as string[], signers: new Set<string>() };
    let enclosed = 0;
    let worst: Fit = 'fits';
    for (const one of index.messages) {
      const { fit, manifest } = await openManifest(this.#archive, index, one, this.#check);
      this.#manifests.push(manifest);
      if (!manifest) {
        messages.push(`${one.folder}manifest.json`);
        continue;
      }
      if (fit === 'unsupported') worst = fit;
      for (const [name, wanted] of [
        ['betreff.txt', manifest.subjectSha256],
        ['nachricht.txt', manifest.bodySha256],
      ] as const) {
        const digest = await this.#archive.digest(one.folder + name);
        if (!digest || toHex(digest) !== wanted) texts.push(one.folder + name);
      }
      const found = await compareDocuments(this.#archive, one, manifest);
      enclosed += found.enclosed;
      documents.push(...found.bad);
      absent.push(...found.absent);
      const original = await checkOriginal(this.#archive, one, manifest);
      if (original && 'bad' in original) originals.bad.push(original.bad);
      else if (original) originals.signers.add(original.signer);
    }
    this.#addSignature('MESSAGES', messages, worst, String(index.messages.length));
    this.findings.found('TEXTS', texts);
    if (documents.length === 0 && absent.length > 0)
      this.findings.add('DOCUMENTS', 'OPEN', { detail: absent.join(', '), reason: 'absent' });
    else this.findings.found('DOCUMENTS', documents, String(enclosed));
    if (originals.bad.length > 0 || originals.signers.size > 0)
      this.findings.found('ORIGINAL', originals.bad, [...originals.signers].join('; '));
  }

  // A check that hangs on Ed25519: without that it is open, whatever else fits.
  #addSignature(name: Check['name'], faulty: readonly string[], fit: Fit, detail: string): void {
    if (faulty.length === 0 && fit === 'unsupported') this.findings.add(name, 'OPEN', { reason: 'unsupported' });
    else this.findings.found(name, faulty, detail);
  }

  async #checkRecord(index: Index): Promise<readonly Event[]> {
    const record = await readRecord(await this.#archive.read(files.events), index, this.#check);
    const named = (at: number) => {
      const manifest = this.#manifests[at];
      // A description that is not the signed one was found before; there is nothing to name.
      return (
        !manifest ||
        record?.events.some((one) => one.message === manifest.id && one.manifest === manifest.digest) === true
      );
    };
    const inOrder = record !== null && isInOrder(record.events, index) && index.messages.every((_, at) => named(at));
    if (inOrder && index.kind === 'DELETION') this.#deleted = deletedBy(record.events, index.side);
    const whole = inOrder && (index.kind !== 'DELETION' || this.#deleted !== null);
    this.#addSignature('RECORD', whole ? [] : [files.events], record?.fit ?? 'fits', String(index.events.count));
    return record?.events ?? [];
  }

  async #checkLog({ log }: Index, events: readonly Event[]): Promise<void> {
    if (!log) return this.findings.add('LOG', 'OPEN', { detail: `0/${events.length}`, reason: 'young' });
    const opened = await openCheckpoint(await this.#archive.read(files.checkpoint), log.key, this.#check);
    if (!opened || opened.checkpoint.origin !== log.origin || opened.checkpoint.size !== log.size)
      return this.findings.add('LOG', 'FAILED', { files: [files.checkpoint] });
    await this.#checkLeaves(opened, events);
    if (log.stamped) await this.#checkStamp(await this.#archive.read(files.checkpoint));
  }

  async #checkStamp(checkpoint: Bytes | null): Promise<void> {
    const stamp = checkpoint && (await checkStamp(await this.#archive.read(files.stamp), checkpoint));
    if (!stamp) return this.findings.add('STAMP', 'FAILED', { files: [files.stamp] });
    // Whose roots to trust is the reader's to say, which `schalter verify` can be told.
    this.findings.add('STAMP', 'OPEN', { at: stamp.time, detail: stamp.authority });
  }

  async #checkLeaves(
    { checkpoint, fit }: NonNullable<Awaited<ReturnType<typeof openCheckpoint>>>,
    events: readonly Event[],
  ): Promise<void> {
    const proofs = readProofs(await this.#archive.read(files.proofs));
    if (!proofs) return this.findings.add('LOG', 'FAILED', { files: [files.proofs] });
    const proven = await provenIn(checkpoint, events, proofs);
    if (proven === null) return this.findings.add('LOG', 'FAILED', { files: [files.events, files.proofs] });
    if (fit === 'unsupported') return this.findings.add('LOG', 'OPEN', { reason: 'unsupported' });
    if (proven < events.length)
      return this.findings.add('LOG', 'OPEN', { detail: `${proven}/${events.length}`, reason: 'young' });
    this.findings.add('LOG', 'PASSED', { detail: checkpoint.origin });
  }

  #comparePlatform(index: Index, published: Published | null): void {
    // Without a fitting seal anyone could have put our certificate into the package.
    if (this.#seal && this.#sealed) this.findings.add('PLATFORM', ...compared(this.#seal, index, published));
  }
}

// What is ours: the seal, and the keys that the package goes by.
function compared(
  seal: Certificate,
  index: Index,
  published: Published | null,
): [Result, { files?: string[]; reason?: Reason; detail?: string }?] {
  if (!published) return ['OPEN', { reason: 'unreachable' }];
  const known = published.keys.map(fromBase64);
  const keysFit =
    [...index.keys.values()].every((key) => known.some((one) => one && same(one, key))) &&
    isSameLog(index.log, published.logKey);
  if (toHex(seal.fingerprint) === published.sealFingerprint.toLowerCase().replaceAll(':', ''))
    return keysFit ? ['PASSED'] : ['FAILED', { files: [files.index], reason: 'otherKeys' }];
  const reason = keysFit && index.keys.size > 0 ? 'formerSeal' : 'otherSeal';
  return ['OPEN', { reason, detail: [index.platform, index.baseUrl].filter(Boolean).join(', ') }];
}

/** How a package is checked. */
export interface VerifyOptions extends Watch {
  /** What this platform publishes; null where that could not be fetched. */
  published?: Published | null;
  check?: CheckSignature;
}

/** Checks a package as far as it goes in a browser, sending nothing. Throws `Unusable` for what is no package. */
export async function verifyPackage(source: Source, options: VerifyOptions = {}): Promise<Verdict> {
  const { published = null, check = ed25519(), ...watch } = options;
  const archive = await Archive.open(source, watch);
  return new Verification(archive, check).run(published);
}
