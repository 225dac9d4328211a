/** German texts of search and competence. */
export const startDe = {
  title: 'Was haben Sie vor, und wo?',
  lead: 'Beschreiben Sie Ihr Anliegen mit eigenen Worten. Wir sagen Ihnen, wer zuständig ist, und Sie schreiben der Stelle sicher und direkt.',
  searchLabel: 'Ihr Anliegen und Ihr Ort',
  searchHint: 'Zum Beispiel: Café eröffnen in München, Hund anmelden 95444, Personalausweis Bamberg',
  searchButton: 'Suchen',
  searching: 'Suche läuft …',
  results: (count: number) => (count === 1 ? '1 Treffer' : `${count} Treffer`),
  resultsTitle: 'Treffer',
  noResults: 'Dazu haben wir nichts gefunden',
  noResultsAdvice:
    'Versuchen Sie es mit einem anderen Wort, zum Beispiel „Gewerbe“, „Ausweis“ oder „Bauen“, und prüfen Sie den Ort.',
  kinds: { Undertaking: 'Vorhaben', Service: 'Leistung', Authority: 'Behörde', Region: 'Ort' },
  place: {
    understood: 'Ort',
    change: 'Ort ändern',
    question: 'Um welchen Ort geht es?',
    hint: 'Name der Gemeinde oder Postleitzahl',
    label: 'Ort oder Postleitzahl',
    why: 'Welche Stelle zuständig ist, hängt vom Ort ab.',
    others: 'Meinten Sie einen anderen Ort?',
    notMunicipal:
      'Das ist keine Gemeinde. Viele Zuständigkeiten hängen von der Gemeinde ab: Wählen Sie bitte eine aus.',
    landkreis: (name: string) => `Landkreis ${name}`,
    unincorporated: 'gemeindefreies Gebiet',
  },
  popular: 'Häufige Vorhaben',
  continuePlan: 'Sie haben etwas angefangen',
  continuePlanText: 'Was Sie vor der Registrierung vorhatten, haben wir uns gemerkt.',
  continuePlanAction: 'Damit weitermachen',
  how: {
    title: 'So geht es',
    steps: [
      {
        title: 'Finden',
        text: 'Sie sagen, was Sie vorhaben und wo. Wir nennen alle Leistungen und die zuständigen Stellen – mit Begründung.',
      },
      {
        title: 'Ausweisen',
        text: 'Sie registrieren sich einmal mit E-Mail und Brief. Danach wissen Behörden, wem sie antworten.',
      },
      {
        title: 'Schreiben',
        text: 'In Ihrem Fallpostfach schreiben Sie den Stellen sicher, senden Unterlagen und sehen jeden Schritt der Zustellung.',
      },
    ],
  },
  undertaking: {
    services: 'Das gehört dazu',
    servicesHint:
      'Wählen Sie ab, was Sie nicht brauchen. Wo mehrere Stellen Ihr Anliegen bearbeiten dürfen, entscheiden Sie, an welche Sie sich wenden. Ihre Wahl gilt für dieses Fallpostfach und lässt sich später nicht ändern.',
    choosePrimary: 'Überall die zuständige Stelle wählen',
    chosePrimary: 'Die zuständigen Stellen sind gewählt.',
    count: (count: number) => (count === 1 ? '1 Leistung' : `${count} Leistungen`),
  },
  candidates: {
    choose: 'An welche Stelle möchten Sie sich wenden?',
    chooseHint:
      'Alle genannten Stellen dürfen Ihr Anliegen bearbeiten. Ihre Wahl gilt für dieses Fallpostfach und lässt sich später nicht ändern.',
    none: 'Für diesen Ort kennen wir keine zuständige Stelle.',
    noneAdvice: 'Fragen Sie bei Ihrer Gemeinde nach. Diese Leistung wird nicht in das Fallpostfach aufgenommen.',
    missing: (service: string) => `Wählen Sie eine Stelle für „${service}“`,
    whyNamed: (name: string) => `Warum ${name}?`,
    roles: {
      PRIMARY: 'Zuständige Stelle',
      ALTERNATIVE: 'Kann stattdessen angesprochen werden',
      POINT_OF_SINGLE_CONTACT: 'Einheitlicher Ansprechpartner',
    },
    area: 'Gilt für',
    legalBasis: 'Rechtsgrundlage',
    source: 'Quelle',
    sourceOn: (source: string, day: string) => `${source}, Stand ${day}`,
    contact: 'Post, Telefon und Fax',
  },
  reach: {
    CONNECTED: 'Sicher erreichbar',
    SUSPENDED: 'Zurzeit unterbrochen',
    NOT_CONNECTED: 'Nur per Post, Fax oder Telefon',
  },
  reachText: {
    CONNECTED: 'Dieser Stelle können Sie hier verschlüsselt schreiben.',
    SUSPENDED:
      'Die sichere Verbindung zu dieser Stelle ist unterbrochen. Bis sie wieder steht, nutzen Sie bitte Post, Fax oder Telefon.',
    NOT_CONNECTED: 'Diese Stelle ist noch nicht angeschlossen. Sie erreichen sie auf den üblichen Wegen.',
  },
  contact: {
    address: 'Anschrift',
    postBox: 'Postfach',
    phone: 'Telefon',
    fax: 'Fax',
    website: 'Internet',
    hours: 'Öffnungszeiten',
    unknown: 'Dazu liegen uns keine Angaben vor.',
    privacy: 'Datenschutzhinweise der Stelle',
  },
  open: {
    title: 'Fallpostfach öffnen',
    toWhom: 'Dieses Fallpostfach führt zu',
    nobody: 'Wählen Sie mindestens eine Leistung, für die es eine zuständige Stelle gibt.',
    action: 'Fallpostfach öffnen',
    final:
      'Welche Stellen dazugehören, steht nach dem Öffnen fest. Für ein weiteres Anliegen öffnen Sie einfach ein weiteres Fallpostfach.',
    noneConnected:
      'Keine der Stellen ist bisher angeschlossen. Sie können das Fallpostfach öffnen, darin aber noch nicht schreiben und keine Unterlagen hochladen.',
    signInFirst: 'Dafür brauchen Sie ein Benutzerkonto. Ihre Auswahl bleibt erhalten.',
    register: 'Registrieren',
    signIn: 'Anmelden',
    notProven: 'Ihre Anschrift ist noch nicht bestätigt',
    notProvenText:
      'Ein Fallpostfach können Sie öffnen, sobald Sie den Code aus unserem Brief eingegeben haben. Was Sie vorhaben, merken wir uns.',
    toAccount: 'Zum Stand der Bestätigung',
  },
  service: {
    documents: 'Das brauchen Sie dafür',
    fee: 'Kosten',
    time: 'Bearbeitungsdauer',
    legalBasis: 'Rechtsgrundlage',
    leika: 'Leistungsschlüssel (LeiKa)',
    facts: 'Das Wichtigste',
    competent: 'Wer zuständig ist',
    writtenForm: 'Schriftform nötig',
    writtenFormText:
      'Das Gesetz verlangt hierfür die Schriftform. Eine Nachricht aus diesem Konto ersetzt sie nicht (Art. 3a BayVwVfG). Sie können sich hier aber beraten lassen und Unterlagen vorab senden.',
    deemed: (months: number) =>
      `Genehmigungsfiktion: Antwortet die Stelle ${months} Monate lang nicht, nachdem alle Unterlagen vollständig sind, gilt die Genehmigung als erteilt (Art. 42a BayVwVfG).`,
    singleContact: 'Diese Leistung kann auch über den Einheitlichen Ansprechpartner abgewickelt werden.',
    trust: 'Für diese Leistung ist ein stärkerer Nachweis Ihrer Identität nötig als der Brief-Code.',
    undertakings: 'Gehört zu diesen Vorhaben',
  },
  authority: {
    kinds: {
      GEMEINDE: 'Gemeinde',
      VERWALTUNGSGEMEINSCHAFT: 'Verwaltungsgemeinschaft',
      KREISFREIE_STADT: 'Kreisfreie Stadt',
      LANDRATSAMT: 'Landratsamt',
      BEZIRK: 'Bezirk',
      REGIERUNG: 'Regierung',
      MINISTRY: 'Ministerium',
      IHK: 'Industrie- und Handelskammer',
      HWK: 'Handwerkskammer',
      HEALTH_OFFICE: 'Gesundheitsamt',
      POINT_OF_SINGLE_CONTACT: 'Einheitlicher Ansprechpartner',
      OTHER: 'Öffentliche Stelle',
    },
    contact: 'Kontakt',
    areas: 'Zuständig für',
    areasMore: (count: number) => `und ${count} weitere`,
    services: 'Leistungen dieser Stelle',
    noServices: 'Für diese Stelle sind noch keine Leistungen erfasst.',
    open: 'Fallpostfach mit dieser Stelle öffnen',
    openHint: 'Für ein einzelnes Anliegen, von dem Sie wissen, dass diese Stelle zuständig ist.',
  },
  region: {
    population: (count: string, day: string) => `${count} Einwohnerinnen und Einwohner (${day})`,
    postalCodes: 'Postleitzahlen',
    key: 'Amtlicher Regionalschlüssel',
    authorities: 'Behörden an diesem Ort',
    noAuthorities: 'Für diesen Ort sind keine eigenen Behörden erfasst.',
    search: (name: string) => `Anliegen in ${name} suchen`,
    district: 'Kreis',
  },
  notFound: 'Das haben wir nicht gefunden',
  notFoundText: 'Diesen Eintrag gibt es nicht oder nicht mehr. Suchen Sie bitte neu.',
  toSearch: 'Zur Suche',
};

/** Shape that every other language has to fill. */
export type StartMessages = typeof startDe;
