/** Texts of the form in which a clerk says how far a case is. */
export const progressFormDe = {
  changeHint:
    'Die Person sieht diese Angaben in ihrem Fallpostfach. Wenn sie es wünscht, sagt ihr eine E-Mail ohne Inhalt, dass es einen neuen Stand gibt.',
  state: 'Stand des Verfahrens',
  missingLabel: 'Fehlende Unterlagen',
  missingHint: 'Je Zeile eine, höchstens 20.',
  save: 'Der Person mitteilen',
  saved: 'Der Stand ist mitgeteilt.',
  stale: 'Der Fall wurde inzwischen geändert. Prüfen Sie Ihre Angaben und speichern Sie noch einmal.',
};

export type ProgressFormMessages = typeof progressFormDe;
