import fs from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { Source } from '../src/verifier/archive.ts';
import type { Bytes } from '../src/verifier/bytes.ts';

/** One file of a package. */
export interface PackedFile {
  name: string;
  content: Bytes;
}

const kept = path.resolve(import.meta.dirname, '../../internal/evidence/testdata/nachweis.asice');

/** The package that the back end keeps as valid. */
export function keptPackage(): Bytes {
  return new Uint8Array(fs.readFileSync(kept));
}

/** Bytes as a file of this computer would give them. */
export function sourceOfBytes(bytes: Bytes): Source {
  return { size: bytes.length, read: async (from, to) => bytes.slice(from, to) };
}

/** The files of a ZIP in the order of its directory; a reader apart from the one under test. */
export function filesOf(zip: Bytes): PackedFile[] {
  const view = Buffer.from(zip);
  const files: PackedFile[] = [];
  let at = view.readUInt32LE(zip.length - 6);
  while (view.readUInt32LE(at) === 0x02014b50) {
    const nameLength = view.readUInt16LE(at + 28);
    const header = view.readUInt32LE(at + 42);
    const start = header + 30 + view.readUInt16LE(header + 26) + view.readUInt16LE(header + 28);
    const packed = view.subarray(start, start + view.readUInt32LE(at + 20));
    const content = view.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    files.push({ name: view.toString('utf8', at + 46, at + 46 + nameLength), content: new Uint8Array(content) });
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return files;
}

function crc32(bytes: Bytes): number {
  let c = -1;
  for (const one of bytes) {
    c ^= one;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return ~c >>> 0;
}

/** A ZIP of files, all stored. */
export function zipOf(files: readonly PackedFile[]): Bytes {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of files) {
    const rawName = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800, 2);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(rawName.length, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), facts, rawName, Buffer.from(content));
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, tail, rawName);
    at += 30 + rawName.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}

/** The same files, one of them with another content. */
export function changed(files: readonly PackedFile[], name: string, content: (before: Bytes) => Bytes): PackedFile[] {
  return files.map((one) => (one.name === name ? { name, content: content(one.content) } : one));
}

/** The bytes with one bit turned. */
export function flipped(bytes: Bytes, at: number): Bytes {
  const copy = bytes.slice();
  copy[at] = (copy[at] as number) ^ 1;
  return copy;
}
