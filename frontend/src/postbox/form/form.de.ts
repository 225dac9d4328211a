/** German texts of the form in which an application is valid. */
export const formDe = {
  title: {
    WRITTEN: 'Schriftform nötig',
    ONLINE_ONLY: 'Nur über den Online-Dienst',
    FORM_REQUIRED: 'Formular vorgeschrieben',
  },
  of: (title: string, service: string) => `${service}: ${title}`,
  text: {
    WRITTEN:
      'Das Gesetz verlangt für den Antrag die Schriftform. Eine Nachricht aus diesem Konto ersetzt sie nicht, auch nicht mit dem Code aus dem Brief.',
    ONLINE_ONLY: 'Den Antrag nimmt diese Stelle nur über den Online-Dienst an. Eine Nachricht reicht nicht.',
    FORM_REQUIRED: 'Der Antrag braucht ein bestimmtes Formular. Hängen Sie es ausgefüllt an Ihre Nachricht an.',
  },
  way: 'So geht es:',
  link: { WRITTEN: 'Zum Formular', ONLINE_ONLY: 'Zum Online-Dienst', FORM_REQUIRED: 'Zum Formular' },
  still: 'Fragen stellen und Unterlagen vorab senden können Sie hier trotzdem.',
  basis: (basis: string, day: string) =>
    `Rechtsgrundlage: ${basis}. Zuletzt geprüft am ${day}, noch nicht juristisch bestätigt.`,
  mark: 'Das ist ein Antrag',
  markHint: 'Die Stelle sieht dann sofort, dass Sie etwas beantragen.',
  unknown: 'Ob Ihr Antrag eine bestimmte Form braucht, sagt Ihnen die Stelle.',
  easy: {
    WRITTEN: [
      'Für diesen Antrag reicht eine Nachricht nicht.',
      'Sie müssen den Antrag anders stellen.',
      'Oben steht, wie das geht.',
      'Fragen dürfen Sie hier trotzdem stellen.',
    ],
    ONLINE_ONLY: [
      'Diesen Antrag können Sie nur im Internet stellen.',
      'Dafür gibt es eine eigene Seite.',
      'Eine Nachricht reicht nicht.',
      'Fragen dürfen Sie hier trotzdem stellen.',
    ],
    FORM_REQUIRED: [
      'Für diesen Antrag brauchen Sie ein Formular.',
      'Füllen Sie das Formular aus.',
      'Hängen Sie das Formular an Ihre Nachricht an.',
    ],
  },
};

/** The texts in any language. */
export type FormMessages = typeof formDe;
