/** German texts of what the Einheitlicher Ansprechpartner may see and do. */
export const grantDe = {
  owner: {
    title: (name: string) => `${name}: Was darf er sehen und tun?`,
    intro:
      'Der Einheitliche Ansprechpartner kann Sie durch alle Verfahren begleiten. Ohne Ihre Erlaubnis sieht er nur, was Sie ihm selbst schreiben.',
    may: 'Was Sie erlauben',
    nothing: 'Nichts weiter',
    nothingHint: 'Er sieht nur, was Sie ihm schreiben.',
    see: 'Den Stand sehen',
    seeHint:
      'Welche Stellen beteiligt sind, wie weit sie sind und welche Fristen laufen. Ihre Nachrichten an andere Stellen sieht er nie.',
    forward: 'Den Stand sehen und weiterleiten',
    forwardHint:
      'Er darf außerdem Nachrichten, die Sie ihm geschrieben haben, an die zuständige Stelle weiterleiten. Der Tag, an dem sie bei ihm eingingen, geht als erster Eingang mit.',
    save: 'Speichern',
    revoke: 'Erlaubnis widerrufen',
    none: 'Es gibt keine Erlaubnis.',
    saved: {
      nothing: 'Die Erlaubnis ist widerrufen.',
      see: 'Er darf jetzt den Stand sehen.',
      forward: 'Er darf jetzt den Stand sehen und weiterleiten.',
    },
    given: {
      see: (when: string) => `Erlaubt seit ${when}: den Stand sehen.`,
      forward: (when: string) => `Erlaubt seit ${when}: den Stand sehen und weiterleiten.`,
    },
    revoked: (when: string) =>
      `Widerrufen am ${when}. Was er bis dahin weitergeleitet hat, bleibt bei der anderen Stelle.`,
    easy: [
      'Der Einheitliche Ansprechpartner hilft Ihnen bei Behörden.',
      'Sie entscheiden, was er sehen darf.',
      'Er darf nie lesen, was Sie anderen Behörden schreiben.',
      'Sie können die Erlaubnis wieder wegnehmen.',
    ],
  },
  clerk: {
    title: 'Als Einheitlicher Ansprechpartner',
    maySee: 'Die Person erlaubt Ihnen, den Stand bei den anderen Stellen zu sehen. Deren Nachrichten sehen Sie nicht.',
    mayForward:
      'Die Person erlaubt Ihnen, den Stand bei den anderen Stellen zu sehen und ihre Nachrichten weiterzuleiten. Die Nachrichten der anderen Stellen sehen Sie nicht.',
    nobody: 'Andere Stellen sind bisher nicht beteiligt.',
    nothingYet: 'Dort ist noch nichts eingegangen.',
    forward: 'Weiterleiten',
    dialog: 'An die zuständige Stelle weiterleiten',
    intro:
      'Die Stelle bekommt die Nachrichten mit ihren Dokumenten, und wann die erste davon bei Ihnen einging. Die Person sieht, was Sie weiterleiten.',
    which: 'Welche Nachrichten der Person?',
    whichMissing: 'Wählen Sie mindestens eine Nachricht.',
    to: 'Zuständige Stelle',
    toMissing: 'Wählen Sie die Stelle.',
    note: 'Anmerkung',
    noteHint: 'Die Stelle und die Person lesen sie.',
    act: 'Weiterleiten',
    done: (name: string) => `Weitergeleitet an ${name}.`,
  },
};

/** The texts in any language. */
export type GrantMessages = typeof grantDe;
