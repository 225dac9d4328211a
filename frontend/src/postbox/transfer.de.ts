/** German texts of the transfer of a case to the authority's own file system. */
export const transferDe = {
  title: 'Für Ihr Aktensystem (xdomea 4.0)',
  what: 'Eine ZIP-Datei mit der Nachricht Abgabe.Abgabe.0401: der Fall als Vorgang, jede Nachricht als Dokument mit ihren Anlagen, das Protokoll und die versiegelte Datei als Nachweis.',
  checked:
    'Wir haben den Aufbau nach der Dokumentation des Standards geprüft, nicht mit den Dateien seines Herausgebers. Ob Ihr Aktensystem die Datei übernimmt, probieren Sie bitte zuerst mit einem Fall aus.',
  act: 'Als xdomea herunterladen',
};

/** Shape that every other language has to fill. */
export type TransferMessages = typeof transferDe;
