/** German texts of the sign-in by organisation certificate. */
export const certificateDe = {
  heading: 'Für Kommunen und Organisationen',
  hint: 'Sie melden sich bei dem Dienst an, der Ihr Zertifikat ausgestellt hat, und kommen danach hierher zurück.',
  with: (name: string) => `Mit Organisationszertifikat anmelden (${name})`,
  busy: 'Wir melden Sie an …',
  title: 'Anmeldung mit Zertifikat',
  again: 'Zurück zur Anmeldung',
  failed: 'Die Anmeldung mit dem Zertifikat hat nicht geklappt',
  problems: {
    ATTEMPT_UNKNOWN:
      'Diese Anmeldung wurde nicht in diesem Browser begonnen, oder Sie haben sie in einem anderen Fenster neu begonnen. Aus Sicherheitsgründen nehmen wir sie nicht an. Bitte beginnen Sie hier noch einmal.',
    ATTEMPT_USED:
      'Diese Anmeldung ist schon abgeschlossen. Wenn Sie nicht angemeldet sind, beginnen Sie bitte noch einmal.',
    ATTEMPT_EXPIRED: 'Die Anmeldung hat länger als zehn Minuten gedauert. Bitte beginnen Sie noch einmal.',
    OTHER_SESSION: 'Inzwischen hat sich in diesem Browser jemand an- oder abgemeldet. Bitte beginnen Sie noch einmal.',
    CANCELLED: 'Sie haben die Anmeldung abgebrochen. Es ist nichts geschehen.',
    PROVIDER_UNAVAILABLE:
      'Der Anmeldedienst antwortet gerade nicht. Bitte versuchen Sie es in einigen Minuten noch einmal. Mit E-Mail-Adresse und Passwort können Sie sich weiterhin anmelden.',
    PROVIDER_REFUSED:
      'Der Anmeldedienst nimmt Anmeldungen von hier nicht an. Daran können Sie nichts ändern: Bitte sagen Sie dem Betreiber dieser Plattform Bescheid.',
    ANSWER_INVALID:
      'Was der Anmeldedienst geschickt hat, passt nicht zu dieser Anmeldung. Aus Sicherheitsgründen nehmen wir sie nicht an. Bitte beginnen Sie noch einmal.',
    CLAIMS_INCOMPLETE:
      'Der Anmeldedienst hat nicht alles mitgeteilt, was wir über ein Organisationszertifikat wissen müssen. Bitte sagen Sie dem Betreiber dieser Plattform Bescheid.',
    CERTIFICATE_ENDED:
      'Ihr Organisationszertifikat ist abgelaufen. Verlängern Sie es bitte bei dem Dienst, der es ausgestellt hat, und melden Sie sich dann noch einmal an.',
    OTHER_ACCOUNT:
      'Dieses Zertifikat gehört zu einem anderen Konto als dem, mit dem Sie gerade angemeldet sind. Melden Sie sich bitte zuerst ab, oder nehmen Sie das Zertifikat Ihres Kontos.',
    ACCOUNT_CLOSED:
      'Das Konto zu diesem Zertifikat ist gesperrt. Warum, steht in der E-Mail, die Sie dazu bekommen haben.',
    other: 'Bitte versuchen Sie es gleich noch einmal.',
  } as Record<string, string>,
  noAccount: {
    title: 'Zu diesem Zertifikat gibt es noch kein Konto',
    lead: 'Ihre Anmeldung hat geklappt. Das Zertifikat gehört hier aber zu keinem Konto.',
    signedOut: 'Sie sind nicht mit einem Zertifikat angemeldet',
    signedOutText: 'Melden Sie sich bitte an.',
    what: 'Das steht im Zertifikat',
    person: 'Person',
    mailbox: 'Funktionspostfach',
    organisation: 'Organisation',
    email: 'E-Mail-Adresse',
    validTo: 'Gültig bis',
    issuer: 'Anmeldedienst',
    next: 'Wenn Sie schon ein Konto mit E-Mail-Adresse und Passwort haben, melden Sie sich hier ab, dann dort an, und danach im selben Browser noch einmal mit dem Zertifikat.',
    leave: 'Abmelden',
  },
};

/** The texts in any language. */
export type CertificateMessages = typeof certificateDe;
