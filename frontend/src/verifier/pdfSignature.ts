import { type Bytes, fromHex, joined } from './bytes.ts';

/** What a PDF says of its signature: the CMS with what it signs, or why not. */
export type PdfSignature = { signature: Bytes; content: Bytes } | 'unsigned' | 'partly';

const byteRange = /\/ByteRange *\[ *(\d{1,10}) +(\d{1,10}) +(\d{1,10}) +(\d{1,10}) *\]/g;

// The zeros behind a DER message are padding; anything else there stays and is refused with it.
function unpadded(der: Bytes): Bytes {
  const count = (der[1] ?? 0) & 0x7f;
  if (der.length < 2 || (der[1] as number) < 0x80 || count > 4 || der.length < 2 + count) return der;
  let length = 0;
  for (let i = 2; i < 2 + count; i++) length = length * 256 + (der[i] as number);
  const end = 2 + count + length;
  return end <= der.length && der.slice(end).every((one) => one === 0) ? der.slice(0, end) : der;
}

/** The signature of a PDF and everything else of it, which it must sign as a whole (docs/evidence.md, nachweis.pdf). */
export function pdfSignature(pdf: Bytes | null): PdfSignature {
  if (!pdf) return 'unsigned';
  // One character a byte.
  const text = new TextDecoder('latin1').decode(pdf);
  const found = [...text.matchAll(byteRange)];
  if (found.length === 0 || !text.startsWith('%PDF-')) return 'unsigned';
  const [first = -1, start = 0, end = 0, rest = 0] = (found[0] ?? []).slice(1).map(Number);
  if (found.length > 1 || first !== 0 || start >= end || end > pdf.length || end + rest !== pdf.length) return 'partly';
  const digits = text.slice(start, end);
  const signature = /^<[0-9a-fA-F]{2,}>$/.test(digits) ? fromHex(digits.slice(1, -1)) : null;
  if (!signature) return 'partly';
  return { signature: unpadded(signature), content: joined(pdf.slice(0, start), pdf.slice(end)) };
}
