// The allow-list of the server (internal/scan); it looks at the content as well, this only spares a useless upload.
const extensions = [
  'pdf',
  'docx',
  'xlsx',
  'odt',
  'ods',
  'png',
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'tif',
  'tiff',
  'heic',
  'heif',
  'txt',
  'csv',
  'xml',
] as const;

/** For the `accept` attribute of file inputs. */
export const acceptedFiles = extensions.map((one) => `.${one}`).join(',');

/** The kinds that are taken, for people. */
export const acceptedKinds = 'PDF, DOCX, XLSX, ODT, ODS, JPG, PNG, TIFF, HEIC, TXT, CSV, XML';

/** The most documents of one message. */
export const mostDocuments = 20;

/** Why a file is refused before a byte of it travels. */
export type Refusal = 'type' | 'empty' | 'large' | 'many';

/** Whether a file can be sent: `room` is what is left of the message in bytes, `places` how many documents may still be added. */
export function refusalOf(file: { name: string; size: number }, room: number, places: number): Refusal | null {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (!(extensions as readonly string[]).includes(extension)) return 'type';
  if (file.size === 0) return 'empty';
  if (places <= 0) return 'many';
  if (file.size > room) return 'large';
  return null;
}

/** Size of a text as it counts towards a message's limit, in bytes of UTF-8. */
export function textBytes(...texts: readonly string[]): number {
  return new TextEncoder().encode(texts.join('')).length;
}
