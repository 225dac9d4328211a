/** German texts of certificates of cases that were deleted. */
export const caseCertificatesDe = {
  title: 'Gelöschte Fälle',
  lead: 'Deren Aufbewahrung war zu Ende. Jede Bescheinigung gibt es hier ein Jahr lang; die Datei selbst bleibt gültig. Sie nennt weder Person noch Fall.',
  deleted: (reference: string, day: string, name: string) => `${reference}, gelöscht am ${day} (Klasse: ${name})`,
  download: 'Bescheinigung',
  downloadOf: (reference: string) => `Bescheinigung über ${reference} herunterladen`,
};

/** The texts in any language. */
export type CaseCertificatesMessages = typeof caseCertificatesDe;
