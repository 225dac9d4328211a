import { type Bytes, joined, same, textOf } from './bytes.ts';
import { Sha256 } from './sha256.ts';

/** Why a file is no package at all: not a ZIP of the one accepted form, none of ours, or beyond what a browser can do. */
export type UnusableReason = 'form' | 'other' | 'large' | 'reading';

/** A file that is not checked any further. */
export class Unusable extends Error {
  readonly reason: UnusableReason;

  constructor(reason: UnusableReason, what: string) {
    super(what);
    this.name = 'Unusable';
    this.reason = reason;
  }
}

// docs/evidence.md, The ZIP container; a browser gives up earlier than `schalter verify`.
const maxFiles = 20_000;
const maxDirectory = 24 * 2 ** 20;
const maxPackage = 4 * 2 ** 30;
const maxRatio = 100;
const maxPath = 512;
const maxSmall = 64 * 2 ** 20;
const piece = 2 ** 20;

interface Entry {
  name: string;
  rawName: Bytes;
  method: number;
  flags: number;
  crc: number;
  packed: number;
  size: number;
  /** Offset of the header at the entry. */
  header: number;
  start: number;
}

/** Reads a part of a file; `to` is exclusive. */
export interface Source {
  size: number;
  read: (from: number, to: number) => Promise<Bytes>;
}

/** A file of this computer; it is read where it lies and goes nowhere. */
export function sourceOf(file: Blob): Source {
  return {
    size: file.size,
    async read(from, to) {
      try {
        return new Uint8Array(await file.slice(from, to).arrayBuffer());
      } catch {
        throw new Unusable('reading', 'the file cannot be read any more');
      }
    },
  };
}

function plain(name: string): boolean {
  return !/[\\:\0]/.test(name) && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function table(bytes: Bytes, count: number): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Entry[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new Unusable('form', 'directory');
    const nameLength = view.getUint16(at + 28, true);
    const end = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const rawName = bytes.slice(at + 46, at + 46 + nameLength);
    const name = textOf(rawName);
    if (end > bytes.length || name === null || nameLength > maxPath || !plain(name)) throw new Unusable('form', 'name');
    const entry = {
      name,
      rawName,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
      start: 0,
    };
    if ([entry.packed, entry.size, entry.header].includes(0xffffffff)) throw new Unusable('large', 'ZIP64');
    if ((entry.method !== 0 && entry.method !== 8) || entry.flags & 1) throw new Unusable('form', 'method');
    entries.push(entry);
    at = end;
  }
  if (at !== bytes.length) throw new Unusable('form', 'directory');
  return entries;
}

function checkSizes(entries: readonly Entry[]): void {
  let unpacked = 0;
  for (const { method, packed, size } of entries) {
    unpacked += size;
    if (method === 0 && packed !== size) throw new Unusable('form', 'size');
    if (size > 2 ** 20 && size / maxRatio > packed) throw new Unusable('form', 'it unpacks to far more than it is');
  }
  if (unpacked > maxPackage) throw new Unusable('large', 'size');
}

// Programs that read a ZIP from its beginning must see what this one sees: no byte is outside of the entries.
async function checkLayout(source: Source, entries: Entry[], directory: number): Promise<void> {
  const inPlace = entries.toSorted((a, b) => a.header - b.header);
  let end = 0;
  for (const [index, entry] of inPlace.entries()) {
    const head = await source.read(entry.header, Math.min(entry.header + 30 + entry.rawName.length, directory));
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    const fits =
      entry.header === end &&
      head.length === 30 + entry.rawName.length &&
      view.getUint32(0, true) === 0x04034b50 &&
      view.getUint16(8, true) === entry.method &&
      view.getUint16(26, true) === entry.rawName.length &&
      same(head.slice(30), entry.rawName);
    if (!fits) throw new Unusable('form', `header of ${entry.name}`);
    entry.start = end + 30 + entry.rawName.length + view.getUint16(28, true);
    end = inPlace[index + 1]?.header ?? directory;
    const left = end - entry.start - entry.packed;
    const streamed = (entry.flags & 8) !== 0;
    if (!(streamed ? [12, 16, 20, 24] : [0]).includes(left)) throw new Unusable('form', `behind ${entry.name}`);
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let c = index;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

function crc32(before: number, bytes: Bytes): number {
  let c = ~before;
  for (const one of bytes) c = (c >>> 8) ^ (crcTable[(c ^ one) & 0xff] as number);
  return ~c >>> 0;
}

/** What was told of the way through the files. */
export interface Watch {
  signal?: AbortSignal | undefined;
  /** Bytes whose digest is known, of all bytes unpacked. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A ZIP file within the limits that is one thing to every reader. */
export class Archive {
  readonly names: readonly string[];
  readonly #source: Source;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #digests = new Map<string, Bytes | null>();
  readonly #watch: Watch;
  readonly #total: number;
  #done = 0;

  private constructor(source: Source, entries: readonly Entry[], watch: Watch) {
    this.#source = source;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
    this.#watch = watch;
    this.#total = entries.reduce((sum, { size }) => sum + size, 0);
    this.names = entries.map(({ name }) => name);
  }

  /** Opens a file; throws `Unusable` for what is no such archive. */
  static async open(source: Source, watch: Watch = {}): Promise<Archive> {
    if (source.size < 22) throw new Unusable('form', 'too short');
    const tail = await source.read(source.size - 22, source.size);
    const end = new DataView(tail.buffer, tail.byteOffset, tail.length);
    const count = end.getUint16(10, true);
    const length = end.getUint32(12, true);
    const directory = end.getUint32(16, true);
    if (end.getUint32(0, true) !== 0x06054b50 || end.getUint16(20, true) !== 0) throw new Unusable('form', 'no ZIP');
    if (count === 0xffff || directory === 0xffffffff || count > maxFiles || length > maxDirectory)
      throw new Unusable('large', 'directory');
    if (directory + length !== source.size - 22) throw new Unusable('form', 'directory');
    const entries = table(await source.read(directory, directory + length), count);
    if (new Set(entries.map(({ name }) => name)).size !== count) throw new Unusable('form', 'one name twice');
    checkSizes(entries);
    if (!entries.some(({ name }) => name === 'paket.json' || name === 'META-INF/ASiCManifest001.xml'))
      throw new Unusable('other', 'no package of ours');
    await checkLayout(source, entries, directory);
    return new Archive(source, entries, watch);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Unpacked bytes; undefined for a file that is not there. */
  size(name: string): number | undefined {
    return this.#entries.get(name)?.size;
  }

  /** SHA-256 of a file's content; null for one that is missing or damaged. */
  async digest(name: string): Promise<Bytes | null> {
    const known = this.#digests.get(name);
    if (known !== undefined) return known;
    const sum = new Sha256();
    const whole = await this.#unpack(name, (bytes) => {
      sum.update(bytes);
      this.#done += bytes.length;
      this.#watch.onProgress?.(this.#done, this.#total);
    });
    const digest = whole ? sum.digest() : null;
    this.#digests.set(name, digest);
    return digest;
  }

  /** Content of a small file; null for one that is missing, damaged or large. */
  async read(name: string): Promise<Bytes | null> {
    if ((this.size(name) ?? maxSmall + 1) > maxSmall) return null;
    const parts: Bytes[] = [];
    const whole = await this.#unpack(name, (bytes) => parts.push(bytes));
    return whole ? joined(...parts) : null;
  }

  #packed({ start, packed }: Entry): ReadableStream<Bytes> {
    let at = start;
    const end = start + packed;
    return new ReadableStream<Bytes>({
      pull: async (controller) => {
        if (at >= end) return controller.close();
        const to = Math.min(at + piece, end);
        controller.enqueue(await this.#source.read(at, to));
        at = to;
      },
    });
  }

  // Whether the file came whole: as long as said, and with the checksum that other programs go by.
  async #unpack(name: string, take: (bytes: Bytes) => void): Promise<boolean> {
    const entry = this.#entries.get(name);
    if (!entry) return false;
    const packed = this.#packed(entry);
    const stream = entry.method === 0 ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'));
    const reader = (stream as ReadableStream<Bytes>).getReader();
    let length = 0;
    let crc = 0;
    try {
      for (;;) {
        this.#watch.signal?.throwIfAborted();
        const { done, value } = await reader.read();
        if (done) return length === entry.size && crc === entry.crc;
        length += value.length;
        if (length > entry.size) return false;
        crc = crc32(crc, value);
        take(value);
      }
    } catch (problem) {
      if (this.#watch.signal?.aborted || problem instanceof Unusable) throw problem;
      return false;
    } finally {
      void reader.cancel().catch(() => undefined);
    }
  }
}
