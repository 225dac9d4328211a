/** German texts of a message that its authority withdrew. */
export const withdrawnDe = {
  theirs: (name: string, when: string) =>
    `${name} hat diese Nachricht am ${when} zurückgezogen, bevor sie geöffnet wurde.`,
  ours: (when: string) =>
    `Am ${when} zurückgezogen, bevor die Person sie geöffnet hat. Sie sieht nur noch diesen Grund.`,
  reason: (reason: string) => `Grund: ${reason}`,
  easyOurs: [
    'Ihr Amt hat die Nachricht zurückgenommen.',
    'Die Person hat die Nachricht nicht geöffnet.',
    'Die Person sieht nur noch den Grund.',
  ],
  easy: [
    'Diese Nachricht war nicht für Sie bestimmt. Oder etwas war falsch.',
    'Die Behörde hat die Nachricht zurückgenommen.',
    'Sie können die Nachricht nicht mehr lesen.',
    'Sie müssen nichts tun.',
  ],
};

/** Shape that every other language has to fill. */
export type WithdrawnMessages = typeof withdrawnDe;
