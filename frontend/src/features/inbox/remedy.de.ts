/** German texts of the instruction on remedies. */
export const remedyDe = {
  label: 'Rechtsbehelfsbelehrung im Bescheid',
  hint: 'Danach wird das Ende der Rechtsbehelfsfrist berechnet, sobald der Bescheid als bekannt gegeben gilt. Beide Seiten sehen es.',
  choices: {
    MONTH: 'Ein Monat',
    TWO_WEEKS: 'Zwei Wochen',
    NONE: 'Keine Belehrung: ein Jahr (§ 58 Abs. 2 VwGO)',
  },
};

/** Shape that every other language has to fill. */
export type RemedyMessages = typeof remedyDe;
