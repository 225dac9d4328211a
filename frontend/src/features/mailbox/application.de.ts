/** Texts of marking a message as an application. */
export const applicationDe = {
  label: 'Das ist ein Antrag',
  hint: 'Die Stelle sieht dann sofort, dass Sie etwas beantragen. Ob Ihr Antrag eine bestimmte Form braucht, sagt Ihnen die Stelle.',
};

export type ApplicationMessages = typeof applicationDe;
