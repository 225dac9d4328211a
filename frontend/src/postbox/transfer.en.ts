import type { TransferMessages } from './transfer.de.ts';

/** English texts of the transfer of a case to the authority's own file system. */
export const transferEn: TransferMessages = {
  title: 'For your file system (xdomea 4.0)',
  what: 'One ZIP file with the message Abgabe.Abgabe.0401: the case as a Vorgang, each message as a document with its enclosures, the record, and the sealed file as proof.',
  checked:
    'Its structure is checked against a schema of our own, written from the documentation of the standard, not against the publisher’s. Try the import with one case first.',
  act: 'Download as xdomea',
};
