import type { ConsentScope } from '../../gql/graphql.ts';

/** German texts of consent to digital announcement and to formal service. */
export const consentDe = {
  title: 'Bescheide und Zustellungen hier',
  lead: (authority: string) =>
    `Was ${authority} Ihnen hier bekannt geben oder zustellen darf, bestimmen Sie. Sie können es jederzeit ändern.`,
  scopes: {
    ANNOUNCEMENT: 'Bescheide hier bekannt geben (Art. 24 BayDiG)',
    SERVICE_OF_DOCUMENTS: 'Dokumente hier förmlich zustellen (Art. 25 BayDiG)',
  } satisfies Record<ConsentScope, string>,
  short: { ANNOUNCEMENT: 'Bekanntgabe', SERVICE_OF_DOCUMENTS: 'Zustellung' } satisfies Record<ConsentScope, string>,
  states: {
    none: 'Sie haben nicht eingewilligt.',
    given: (time: string, version: string) => `Sie haben am ${time} eingewilligt (Fassung ${version}).`,
    revoked: (time: string) => `Sie haben die Einwilligung am ${time} widerrufen.`,
    outdated: (version: string) =>
      `Ihre Einwilligung gilt einem früheren Text (Fassung ${version}). Nach ihm wird nichts mehr bekannt gegeben oder zugestellt. Lesen Sie den neuen Text, wenn Sie weiter einwilligen möchten.`,
  },
  read: (version: string) => `Text lesen (Fassung ${version})`,
  agree: 'Ich habe den Text gelesen und willige ein.',
  give: 'Einwilligen',
  giving: 'Wird gespeichert …',
  mustAgree: 'Lesen Sie den Text und bestätigen Sie, dass Sie einwilligen.',
  revoke: 'Einwilligung widerrufen',
  given: 'Ihre Einwilligung ist gespeichert.',
  revoked: 'Ihre Einwilligung ist widerrufen. Was vorher bekannt gegeben wurde, bleibt bekannt gegeben.',
  easy: {
    ANNOUNCEMENT: [
      'Ein Bescheid ist ein Brief vom Amt. Darin steht eine Entscheidung.',
      'Sie dürfen wählen: Will ich Bescheide hier bekommen?',
      'Sagen Sie Ja: Dann schickt das Amt den Bescheid hierher. Sie bekommen eine E-Mail.',
      'Der Bescheid gilt dann auch, wenn Sie ihn nicht lesen.',
      'Sagen Sie Nein: Dann kommt der Bescheid anders zu Ihnen. Zum Beispiel mit der Post.',
      'Sie können Ihr Ja jederzeit zurücknehmen.',
    ],
    SERVICE_OF_DOCUMENTS: [
      'Manche Briefe vom Amt sind besonders wichtig. Das Amt muss beweisen: Der Brief ist angekommen.',
      'Das nennt man: Zustellung.',
      'Sie dürfen wählen: Darf das Amt mir solche Briefe hier zustellen?',
      'Sagen Sie Ja: Dann kann ein Brief auch gelten, wenn Sie ihn nicht lesen.',
      'Sagen Sie Nein: Dann kommt der Brief anders zu Ihnen.',
      'Sie können Ihr Ja jederzeit zurücknehmen.',
    ],
  } satisfies Record<ConsentScope, string[]>,
  account: {
    title: 'Ihre Einwilligungen',
    lead: 'Bei welchen Behörden Sie eingewilligt haben, dass Bescheide hier bekannt gegeben oder Dokumente hier zugestellt werden. Einwilligen können Sie im Fallpostfach, bei der Behörde.',
    none: 'Sie haben bei keiner Behörde eingewilligt.',
    inForce: (time: string, version: string) => `erteilt am ${time}, Fassung ${version}`,
    ended: (given: string, revoked: string) => `erteilt am ${given}, widerrufen am ${revoked}`,
    revokeOf: (scope: string, authority: string) => `Einwilligung widerrufen: ${scope} bei ${authority}`,
  },
  failed: 'Die Einwilligungen konnten nicht geladen werden.',
};

/** Shape that every other language has to fill. */
export type ConsentMessages = typeof consentDe;
