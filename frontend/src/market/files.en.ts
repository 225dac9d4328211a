import type { FilesMessages } from './files.de.ts';

/** English texts of the files of a ticket's entries and of a group's posts. */
export const filesEn: FilesMessages = {
  files: (count) => (count === 1 ? '1 file' : `${count} files`),
  download: (name) => `Download ${name}`,
  downloadFailed: 'The file cannot be had right now. Please try again.',
  scanned: 'scanned for viruses',
  notScanned: 'not scanned for viruses',
  refused: (why) => `Not taken in: ${why}`,
};
