import type { DecisionEffect } from '../gql/graphql.ts';

/** German texts of what a decision does. */
export const decisionDe = {
  effects: {
    INFORMATION: 'Zur Kenntnis, nicht bekannt gegeben',
    ANNOUNCEMENT: 'Zur Bekanntgabe hier bereitgestellt (Art. 24 BayDiG)',
    SERVICE_OF_DOCUMENTS: 'Zur Zustellung hier bereitgestellt (Art. 25 BayDiG)',
  } satisfies Record<DecisionEffect, string>,
  effectTexts: {
    INFORMATION: {
      owner:
        'Durch diese Nachricht ist der Bescheid nicht bekannt gegeben; von ihr läuft keine Frist. Die Behörde muss ihn Ihnen auf anderem Weg bekannt geben, zum Beispiel per Post.',
      authority:
        'Durch diese Nachricht ist der Bescheid nicht bekannt gegeben; von ihr läuft keine Frist. Geben Sie ihn auf anderem Weg bekannt.',
    },
    ANNOUNCEMENT: {
      owner: 'Sie haben eingewilligt, dass diese Behörde Ihnen Bescheide hier bekannt gibt.',
      authority: 'Die Person hat eingewilligt, dass Ihre Behörde Bescheide hier bekannt gibt.',
    },
    SERVICE_OF_DOCUMENTS: {
      owner: 'Sie haben ausdrücklich eingewilligt, dass diese Behörde Ihnen Dokumente hier zustellt.',
      authority: 'Die Person hat ausdrücklich eingewilligt, dass Ihre Behörde Dokumente hier zustellt.',
    },
  } satisfies Record<DecisionEffect, { owner: string; authority: string }>,
  easy: {
    INFORMATION: [
      'Hier liegt ein Bescheid vom Amt. Sie können ihn lesen.',
      'Durch diese Nachricht gilt er aber noch nicht.',
      'Das Amt schickt Ihnen den Bescheid noch einmal anders. Zum Beispiel mit der Post.',
    ],
    ANNOUNCEMENT: [
      'Hier liegt ein Bescheid vom Amt.',
      'Sie haben Ja gesagt: Bescheide dürfen hierher kommen.',
      'Der Bescheid gilt auch, wenn Sie ihn nicht lesen.',
      'Lesen Sie ihn bald. Sind Sie nicht einverstanden? Im Bescheid steht, was Sie tun können und bis wann.',
    ],
    SERVICE_OF_DOCUMENTS: [
      'Hier liegt ein wichtiger Brief vom Amt.',
      'Sie haben Ja gesagt: Das Amt darf solche Briefe hier zustellen.',
      'Der Brief kann auch gelten, wenn Sie ihn nicht lesen.',
      'Lesen Sie ihn bald. Sind Sie nicht einverstanden? Im Brief steht, was Sie tun können und bis wann.',
    ],
  } satisfies Record<DecisionEffect, string[]>,
  easyAuthority: {
    INFORMATION: [
      'Die Person kann den Bescheid hier lesen.',
      'Durch diese Nachricht gilt er aber noch nicht.',
      'Schicken Sie den Bescheid noch einmal anders. Zum Beispiel mit der Post.',
    ],
    ANNOUNCEMENT: [
      'Die Person hat Ja gesagt: Ihre Bescheide dürfen hierher kommen.',
      'Unten steht, ab wann der Bescheid als bekannt gilt.',
      'Steht dort kein Tag? Dann wissen wir noch keinen.',
    ],
    SERVICE_OF_DOCUMENTS: [
      'Die Person hat Ja gesagt: Ihr Amt darf solche Briefe hier zustellen.',
      'Den Tag der Zustellung rechnen wir nicht aus.',
    ],
  } satisfies Record<DecisionEffect, string[]>,
  choice: 'Was bewirkt der Bescheid?',
  noConsent:
    'Die Person hat nicht eingewilligt, dass Ihre Behörde hier Bescheide bekannt gibt oder Dokumente zustellt. Sie können ihr den Bescheid zur Kenntnis geben.',
  consents: 'Einwilligungen',
  consent: {
    ANNOUNCEMENT: (time: string) => `Bekanntgabe hier, seit ${time}`,
    SERVICE_OF_DOCUMENTS: (time: string) => `förmliche Zustellung hier, seit ${time}`,
  },
  none: 'keine: Bescheide hier nur zur Kenntnis',
  failed: 'Was dieser Bescheid bewirkt, konnte nicht geladen werden.',
};

/** Shape that every other language has to fill. */
export type DecisionMessages = typeof decisionDe;
