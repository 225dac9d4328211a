import { type Bytes, fromBase64, textOf } from './bytes.ts';

const head =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\n';
const tail = '</asic:ASiCManifest>\n';
const signature = /^<asic:SigReference URI="META-INF\/signature001\.p7s" MimeType="application\/pkcs7-signature"\/>$/;
const reference =
  /^<asic:DataObjectReference URI="([^"<>]+)" MimeType="[^"<>]*"><ds:DigestMethod Algorithm="http:\/\/www\.w3\.org\/2001\/04\/xmlenc#sha256"\/><ds:DigestValue>([A-Za-z0-9+/=]+)<\/ds:DigestValue><\/asic:DataObjectReference>$/;
// How the back end escapes a part of a path: as encodeURIComponent but for these.
const escapedPart = (part: string) =>
  encodeURIComponent(part)
    .replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%(?:24|26|2B|3A|3D|40)/g, decodeURIComponent);

// A name has one spelling: written again it must be the same.
function nameOf(uri: string): string | null {
  try {
    const name = decodeURIComponent(uri.replaceAll('&amp;', '&'));
    return name.split('/').map(escapedPart).join('/').replaceAll('&', '&amp;') === uri ? name : null;
  } catch {
    return null;
  }
}

/**
 * Digests by file names, as the ASiC manifest lists them; null for a list that is not exactly of the form that is written
 * (docs/evidence.md). It is read line by line: XML readers would hand the text to a sink that Trusted Types guard.
 */
export function readListing(bytes: Bytes | null): Map<string, Bytes> | null {
  const text = textOf(bytes);
  if (!text?.startsWith(head) || !text.endsWith(tail)) return null;
  const [first, ...lines] = text.slice(head.length, -tail.length).split('\n');
  if (!signature.test(first ?? '') || lines.pop() !== '') return null;
  const list = new Map<string, Bytes>();
  for (const line of lines) {
    const [, uri, value] = reference.exec(line) ?? [];
    const name = uri === undefined ? null : nameOf(uri);
    const digest = fromBase64(value);
    if (name === null || list.has(name) || digest?.length !== 32) return null;
    list.set(name, digest);
  }
  return list;
}
