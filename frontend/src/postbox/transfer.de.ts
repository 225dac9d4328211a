/** German texts of the transfer of a case to the authority's own file system. */
export const transferDe = {
  title: 'Für Ihr Aktensystem (xdomea 4.0)',
  what: 'Eine ZIP-Datei mit der Nachricht Abgabe.Abgabe.0401: der Fall als Vorgang, jede Nachricht als Dokument mit ihren Anlagen, das Protokoll und die versiegelte Datei als Nachweis.',
  checked:
    'Der Aufbau ist gegen ein eigenes Schema nach der Dokumentation des Standards geprüft, nicht gegen das des Herausgebers. Probieren Sie die Übernahme mit einem Fall aus.',
  act: 'Als xdomea herunterladen',
};

/** Shape that every other language has to fill. */
export type TransferMessages = typeof transferDe;
