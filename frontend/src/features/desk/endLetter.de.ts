/** German texts of letters that warn of a mailbox's end. */
export const endLetterDe = {
  states: {
    NO_ADDRESS: (): string => 'Ein Brief ist nicht möglich: Es gibt keine bewiesene Anschrift.',
    QUEUED: (reference: string): string => `Der Brief ${reference} wartet auf den Druck.`,
    POSTED: (reference: string, ends: string): string =>
      `Der Brief ${reference} ist abgesandt; gelöscht wird am ${ends}.`,
    RETURNED: (reference: string): string => `Der Brief ${reference} kam zurück; gelöscht wird nicht.`,
    ACCOUNT_BLOCKED: (): string => 'Das Konto ist gesperrt; solange wird nicht gelöscht und nicht gewarnt.',
  },
  title: 'Ein Brief kam zurück',
  lead: 'Das Zeichen steht rechts oben auf dem Brief. Das Fallpostfach wird dann nicht gelöscht, solange die Person es nicht wieder benutzt; danach beginnt die Zeit neu.',
  reference: 'Unser Zeichen',
  reason: 'Warum er zurückkam',
  reasonHint: 'Was die Post darauf vermerkt hat. Bitte keine Namen.',
  missingReference: 'Geben Sie das Zeichen ein',
  missingReason: 'Geben Sie den Grund ein',
  act: 'Rücklauf festhalten',
  done: 'Festgehalten: Das Fallpostfach bleibt.',
};

/** The texts in any language. */
export type EndLetterMessages = typeof endLetterDe;
