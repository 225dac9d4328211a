/** German texts around the legal texts. */
export const legalDe = {
  titles: {
    TERMS_OF_USE: 'Nutzungsbedingungen',
    PRIVACY_NOTICE: 'Datenschutz',
    ACCESSIBILITY_STATEMENT: 'Erklärung zur Barrierefreiheit',
    IMPRINT: 'Impressum',
    CONSENT_ANNOUNCEMENT: 'Einwilligung: Bescheide hier bekannt geben',
    CONSENT_SERVICE: 'Einwilligung: Dokumente hier förmlich zustellen',
  },
  version: (version: string, day: string) => `Fassung ${version}, gültig ab ${day}`,
  missing: 'Dieser Text liegt noch nicht vor.',
};

/** Shape that every other language has to fill. */
export type LegalMessages = typeof legalDe;
