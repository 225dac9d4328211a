/** German texts of the files of a ticket's entries and of a group's posts. */
export const filesDe = {
  files: (count: number) => (count === 1 ? '1 Datei' : `${count} Dateien`),
  download: (name: string) => `${name} herunterladen`,
  downloadFailed: 'Die Datei ist gerade nicht zu haben. Bitte versuchen Sie es noch einmal.',
  scanned: 'auf Viren geprüft',
  notScanned: 'nicht auf Viren geprüft',
  refused: (why: string) => `Nicht angenommen: ${why}`,
};

/** Shape that every other language has to fill. */
export type FilesMessages = typeof filesDe;
