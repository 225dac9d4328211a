import type { AbsenceMessages } from './absence.de.ts';

/** English texts of an absence. */
export const absenceEn: AbsenceMessages = {
  lead: 'The deputy finds the person’s cases among the own ones until the absence ends. Messages then say “in Vertretung” (deputising). Rights do not change by it.',
  until: 'Away until and including',
  untilHint: 'Leave empty when the person is here.',
  deputy: 'Deputy',
  deputyHint: 'Only somebody who answers for all the authorities of the person can be the deputy.',
  nobody: 'Nobody',
  unit: 'Unit',
  unitHint: 'Stands in messages when your authority shows staff by their unit.',
  noUnit: 'None',
  save: 'Save',
  saved: (name: string) => `Saved: ${name}`,
};
