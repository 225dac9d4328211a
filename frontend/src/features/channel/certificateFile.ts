/** What a chosen file holds, as the contract takes it, or why it is not sent. */
export type CertificateFile =
  | { kind: 'pem'; pem: string }
  | { kind: 'der'; der: string }
  | { kind: 'refused'; reason: 'privateKey' | 'tooLarge' | 'unreadable' };

/** The most bytes of a file of certificates that the server reads. */
export const largestFile = 256 * 1024;

const refused = (reason: 'privateKey' | 'tooLarge' | 'unreadable'): CertificateFile => ({ kind: 'refused', reason });

// Where the content of the outermost SEQUENCE begins (X.690, definite and indefinite lengths); 0 when there is none.
function contentStart(bytes: Uint8Array): number {
  if (bytes[0] !== 0x30 || bytes[1] === undefined) return 0;
  const long = bytes[1] & 0x80 ? bytes[1] & 0x7f : 0;
  return 2 + long;
}

// PKCS#12 (RFC 7292) begins with version 3, a private key of PKCS#8, PKCS#1 or SEC1 with version 0 or 1; a certificate
// begins with a SEQUENCE and a PKCS#7 bundle with an OBJECT IDENTIFIER.
function beginsWithVersion(bytes: Uint8Array, start: number): boolean {
  return bytes[start] === 0x02 && bytes[start + 1] === 0x01;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Text that somebody pasted or a PEM file: refused with a private key in it, which must never be sent anywhere. */
export function readCertificateText(text: string): CertificateFile {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return refused('privateKey');
  if (text.length > largestFile) return refused('tooLarge');
  return /-----BEGIN (CERTIFICATE|TRUSTED CERTIFICATE|X509 CERTIFICATE|PKCS7|CMS)-----/.test(text)
    ? { kind: 'pem', pem: text }
    : refused('unreadable');
}

/** Reads a PEM, DER or P7B file in the browser. */
export async function readCertificateFile(file: Blob): Promise<CertificateFile> {
  if (file.size > largestFile) return refused('tooLarge');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const start = contentStart(bytes);
  if (start > 0) {
    if (beginsWithVersion(bytes, start)) return refused('privateKey');
    return bytes[start] === 0x30 || bytes[start] === 0x06 ? { kind: 'der', der: base64(bytes) } : refused('unreadable');
  }
  const text = new TextDecoder().decode(bytes);
  const bare = text.replace(/\s/g, '');
  // Some tools write the base64 of a certificate without the lines around it.
  if (/^MI[A-Za-z0-9+/]+=*$/.test(bare)) {
    return readCertificateFile(new Blob([Uint8Array.from(atob(bare), (symbol) => symbol.charCodeAt(0))]));
  }
  return readCertificateText(text);
}
