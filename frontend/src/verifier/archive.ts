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
  version: number;
  method: number;
  /** Time and date as they stand in the headers. */
  stamp: readonly number[];
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

const two = (n: number) => [n & 0xff, (n >>> 8) & 0xff];
const four = (n: number) => [...two(n & 0xffff), ...two(n >>> 16)];
const signature = (kind: number) => [0x50, 0x4b, kind, kind + 1];
// Names are UTF-8; checksum and sizes of what is deflated stand behind it.
const facts = ({ version, method, stamp }: Entry) => [
  ...two(version),
  ...two(method === 8 ? 0x808 : 0x800),
  ...two(method),
  ...stamp,
];
const sums = ({ crc, packed, size }: Entry) => [...four(crc), ...four(packed), ...four(size)];

// What the headers of an entry must be, to the last byte: no extra field, no comment, one disk, no attributes.
const central = (entry: Entry) =>
  joined(
    Uint8Array.of(...signature(1), ...two(entry.version), ...facts(entry), ...sums(entry)),
    Uint8Array.of(...two(entry.rawName.length), ...Array<number>(12).fill(0), ...four(entry.header)),
    entry.rawName,
  );
const local = (entry: Entry) =>
  joined(
    Uint8Array.of(...signature(3), ...facts(entry), ...(entry.method === 8 ? Array<number>(12).fill(0) : sums(entry))),
    Uint8Array.of(...two(entry.rawName.length), 0, 0),
    entry.rawName,
  );
const descriptor = (entry: Entry) =>
  entry.method === 8 ? Uint8Array.of(...signature(7), ...sums(entry)) : new Uint8Array();

function table(bytes: Bytes, count: number): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Entry[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length) throw new Unusable('form', 'directory');
    const nameLength = view.getUint16(at + 28, true);
    const rawName = bytes.slice(at + 46, at + 46 + nameLength);
    const name = textOf(rawName);
    if (name === null || nameLength > maxPath || !plain(name)) throw new Unusable('form', 'name');
    const entry = {
      name,
      rawName,
      version: view.getUint16(at + 6, true),
      method: view.getUint16(at + 10, true),
      stamp: [...bytes.slice(at + 12, at + 16)],
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
      start: 0,
    };
    if ([entry.packed, entry.size, entry.header].includes(0xffffffff)) throw new Unusable('large', 'ZIP64');
    const known = [0, 8].includes(entry.method) && [0, 20].includes(entry.version);
    const end = at + 46 + nameLength;
    if (!known || !same(bytes.slice(at, end), central(entry))) throw new Unusable('form', `entry of ${name}`);
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

// Programs that read a ZIP from its beginning must see what this one sees: entries lie in the order of the directory, and no byte is
// outside of them.
async function checkLayout(source: Source, entries: readonly Entry[], directory: number): Promise<void> {
  const isAt = async (want: Bytes, at: number) => same(await source.read(at, at + want.length), want);
  let end = 0;
  for (const entry of entries) {
    const [head, behind] = [local(entry), descriptor(entry)];
    entry.start = end + head.length;
    const last = entry.start + entry.packed;
    if (entry.header !== end || last + behind.length > directory) throw new Unusable('form', `place of ${entry.name}`);
    if (!(await isAt(head, end)) || !(await isAt(behind, last))) throw new Unusable('form', `header of ${entry.name}`);
    end = last + behind.length;
  }
  if (end !== directory) throw new Unusable('form', 'before the directory');
}

const inflated = (packed: ReadableStream<Bytes>) =>
  packed.pipeThrough(new DecompressionStream('deflate-raw')) as ReadableStream<Bytes>;

async function inflates(packed: ReadableStream<Bytes>): Promise<boolean> {
  try {
    await inflated(packed).pipeTo(new WritableStream());
    return true;
  } catch {
    return false;
  }
}

// Some programs pass over bytes behind the end of a deflated stream, which the standard forbids.
let passesOver: Promise<boolean> | undefined;

function passesOverWhatIsBehind(): Promise<boolean> {
  passesOver ??= inflates(new Blob([Uint8Array.of(3, 0, 0)]).stream() as ReadableStream<Bytes>);
  return passesOver;
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

/** What was told on the way through the files. */
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
    const wanted = [
      ...signature(5),
      0,
      0,
      0,
      0,
      ...two(count),
      ...two(count),
      ...four(length),
      ...four(directory),
      0,
      0,
    ];
    if (!same(tail, Uint8Array.from(wanted))) throw new Unusable('form', 'no ZIP');
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

  /** Whether a file is there and not packed. */
  isStored(name: string): boolean {
    return this.#entries.get(name)?.method === 0;
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

  #packed({ start, packed }: Pick<Entry, 'start' | 'packed'>): ReadableStream<Bytes> {
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

  // Whether a deflated stream ends with its last byte: without that byte it must have no end.
  async #endsExactly({ start, packed }: Entry): Promise<boolean> {
    return !(await passesOverWhatIsBehind()) || !(await inflates(this.#packed({ start, packed: packed - 1 })));
  }

  // Whether the file came whole: as long as said, with the checksum that other programs go by, and nothing behind it.
  async #unpack(name: string, take: (bytes: Bytes) => void): Promise<boolean> {
    const entry = this.#entries.get(name);
    if (!entry) return false;
    const packed = this.#packed(entry);
    const reader = (entry.method === 0 ? packed : inflated(packed)).getReader();
    let length = 0;
    let crc = 0;
    try {
      for (;;) {
        this.#watch.signal?.throwIfAborted();
        const { done, value } = await reader.read();
        if (done)
          return length === entry.size && crc === entry.crc && (entry.method === 0 || (await this.#endsExactly(entry)));
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
