import type { TransferMessages } from './transfer.de.ts';

/** English texts of the transfer of a case to the authority's own file system. */
export const transferEn: TransferMessages = {
  title: 'For your file system (xdomea 4.0)',
  what: 'One ZIP file with the message Abgabe.Abgabe.0401: the case as a Vorgang, each message as a document with its enclosures, the record, and the sealed file as proof.',
  checked:
    'We checked its structure by the documentation of the standard, not with the files of its publisher. Please try first with one case whether your file system takes it.',
  act: 'Download as xdomea',
};
