/** German texts of invitations. */
export const invitationDe = {
  title: (organisation: string) => `Einladung: ${organisation}`,
  above: 'Einladung',
  lead: (by: string, organisation: string) => `${by} lädt Sie ein, für „${organisation}“ zu handeln.`,
  roles: 'Das dürfen Sie dann',
  address: 'Eingeladene Adresse',
  addressHint: 'Die Einladung zählt nur für diese Adresse: Ihr Zertifikat oder Ihr Konto muss sie tragen.',
  until: 'Gilt bis',
  how: 'So geht es weiter',
  certificate:
    'Sie melden sich mit Ihrem eigenen Organisationszertifikat an und ergänzen Ihre Angaben. Die Organisation ist schon eingetragen. Danach prüft der Betrieb, und Sie bekommen eine E-Mail.',
  ask: 'Zugang beantragen',
  account: 'Dafür brauchen Sie ein Konto mit der eingeladenen Adresse, aber kein Zertifikat.',
  signIn: 'Anmelden',
  register: 'Registrieren',
  accept: 'Einladung annehmen',
  unknown: 'Diese Einladung gibt es nicht',
  unknownText: 'Öffnen Sie den Link bitte direkt aus der E-Mail, oder kopieren Sie ihn ganz in die Adresszeile.',
  closed: 'Diese Einladung gilt nicht mehr',
  states: {
    OPEN: '',
    USED: 'Sie wurde schon benutzt. Wenn Sie das waren, sehen Sie unter „Zugang zum Markt“, wie es steht.',
    REVOKED: 'Sie wurde zurückgenommen, oder es gibt eine neuere. Fragen Sie bitte nach, wer Sie eingeladen hat.',
    EXPIRED: 'Sie galt 14 Tage und ist abgelaufen. Lassen Sie sich bitte noch einmal einladen.',
  },
  toAccount: 'Zugang zum Markt',
  section: {
    title: 'Einladungen',
    lead: 'Laden Sie Kolleginnen und Kollegen per E-Mail ein. Wer Bestellungen vorbereiten soll, beantragt den Zugang mit dem eigenen Zertifikat, und der Betrieb prüft ihn. Für die anderen Rollen genügt ein Konto. Der Link gilt 14 Tage.',
    none: 'Keine Einladung ist offen.',
    until: (day: string) => `gilt bis ${day}`,
    revoke: 'Zurücknehmen',
    revokeNamed: (email: string) => `Einladung an ${email} zurücknehmen`,
    revoked: (email: string) => `Zurückgenommen: Einladung an ${email}`,
    invite: 'Einladen',
    email: 'E-Mail-Adresse',
    emailHint: 'Zertifikat oder Konto der Person müssen diese Adresse tragen.',
    rolesLabel: 'Rollen',
    sign: 'Unterschreiben kann nur der Betrieb bestätigen. Das beantragt die Person selbst.',
    submit: 'Einladung senden',
    sent: (email: string) => `Einladung gesendet an ${email}`,
    missing: { email: 'Geben Sie die E-Mail-Adresse an', roles: 'Wählen Sie mindestens eine Rolle' },
  },
};

/** The texts in any language. */
export type InvitationMessages = typeof invitationDe;
