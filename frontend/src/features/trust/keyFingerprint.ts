// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) up to the 32 bytes of the key.
const spkiHead = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/** SHA-256 in hexadecimal over an Ed25519 key as openssl writes it to DER; null without a secured connection. */
export async function keyFingerprint(publicKey: string): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const key = Array.from(atob(publicKey), (one) => one.charCodeAt(0));
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from([...spkiHead, ...key]));
  return Array.from(new Uint8Array(digest), (one) => one.toString(16).padStart(2, '0')).join('');
}

/** A certificate's SHA-256 as openssl and the package's PRUEFEN.txt print it: capitals, pairs, colons. */
export function certificateFingerprint(hex: string): string {
  return (hex.replaceAll(':', '').toUpperCase().match(/../g) ?? []).join(':');
}
