/** German texts of an absence. */
export const absenceDe = {
  lead: 'Wer vertritt, findet die Fälle der Person bis zum Ende der Abwesenheit unter den eigenen. In Nachrichten steht dann „in Vertretung“. Rechte ändern sich dadurch nicht.',
  until: 'Abwesend bis einschließlich',
  untilHint: 'Leer lassen, wenn die Person da ist.',
  deputy: 'Vertretung',
  deputyHint: 'Vertreten kann, wer selbst alle Stellen bearbeitet, für die die Person zuständig ist.',
  nobody: 'Niemand',
  unit: 'Bereich',
  unitHint: 'Steht in Nachrichten, wenn Ihre Behörde Beschäftigte nach ihrem Bereich nennt.',
  noUnit: 'Keiner',
  save: 'Speichern',
  saved: (name: string) => `Gespeichert: Angaben zu ${name}`,
};

/** The texts in any language. */
export type AbsenceMessages = typeof absenceDe;
