/** German texts of how long an authority keeps its cases. */
export const retentionDe = {
  title: 'Wie lange Fälle aufbewahrt werden',
  lead: 'Die Monate zählen vom Abschluss eines Falls an. An ihrem letzten Tag endet die Aufbewahrung; danach wird die Kopie Ihrer Behörde gelöscht, aber nicht, solange in dem Fall noch eine Frist läuft. Einen Fall, in dem zwölf Monate lang nichts geschieht, schließt die Plattform. Die erste Klasse gilt, wo keine andere gewählt ist.',
  months: (count: number) => (count === 1 ? '1 Monat' : `${count} Monate`),
  atExport: 'endet mit Export und Abschluss',
  first: 'gilt, wo keine gewählt ist',
  offered: 'vorher dem Archiv anzubieten',
  exported: 'erst nach vollständigem Export',
  change: 'Klassen ändern',
  label: 'Aufbewahrungsklassen',
  hint: 'Höchstens 20. Eine Klasse, die Fälle haben, kann nicht entfallen.',
  noun: 'Klasse',
  name: 'Name',
  monthsLabel: 'Monate nach dem Abschluss',
  offer: 'Vor dem Löschen dem Archiv anbieten (Art. 6 BayArchivG)',
  exportFirst: 'Erst löschen, wenn der Fall vollständig exportiert ist',
  exportFirstHint:
    'Vollständig heißt: Nach dem Export kam nichts mehr hinzu. Gelöscht wird frühestens 7 Tage nach Export und Abschluss. Mit 0 Monaten endet die Kopie Ihrer Behörde mit Export und Abschluss.',
  missing: 'Geben Sie der Klasse einen Namen',
  whole: 'Geben Sie 0 bis 1200 ganze Monate an',
  save: 'Speichern',
  saved: 'Gespeichert',
  sooner: (count: number) =>
    count === 1
      ? 'Die Aufbewahrung von 1 geschlossenen Fall endet dadurch früher.'
      : `Die Aufbewahrung von ${count} geschlossenen Fällen endet dadurch früher.`,
  soonerText:
    'Wer diese Fälle bearbeitet, sieht dann den neuen Tag. Früher als 30 Tage von heute an endet dadurch keiner, es sei denn, er hätte ohnehin geendet.',
  later: (count: number) =>
    count === 1 ? '1 geschlossener Fall bleibt dadurch länger.' : `${count} geschlossene Fälle bleiben dadurch länger.`,
  confirm: 'Trotzdem speichern',
  stale:
    'Inzwischen hat jemand anderes diese Einstellungen geändert. Prüfen Sie Ihre Angaben und speichern Sie noch einmal.',
};

/** The texts in any language. */
export type RetentionMessages = typeof retentionDe;
