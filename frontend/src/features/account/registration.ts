import { readVisit } from '../../lib/storage.ts';

/** What is asked of a person who registers, one thing a page. */
export interface RegistrationAnswers {
  givenName: string;
  familyName: string;
  email: string;
  /** Version of the terms that was agreed to, empty until then. */
  termsVersion: string;
}

/** A page of the registration, as the address has it. */
export type RegistrationStep = 'name' | 'email' | 'bedingungen' | 'pruefen' | 'gesendet';

/** Name under which the answers are kept until the e-mail is sent. */
export const draftName = 'registration';

/** The pages that count in "Schritt n von m". */
export const registrationSteps: readonly RegistrationStep[] = ['name', 'email', 'bedingungen', 'pruefen'];

/** What was answered so far. */
export function readAnswers(): RegistrationAnswers {
  return {
    givenName: '',
    familyName: '',
    email: '',
    termsVersion: '',
    ...readVisit<RegistrationAnswers>(draftName),
  };
}

/** The first page whose answer is missing, and the check page when none is. */
export function nextStep({ familyName, email, termsVersion }: RegistrationAnswers): RegistrationStep {
  if (!familyName) return 'name';
  if (!email) return 'email';
  if (!termsVersion) return 'bedingungen';
  return 'pruefen';
}

/** The page to show for an address: never one that needs answers which are missing. */
export function allowedStep(asked: RegistrationStep | undefined, answers: RegistrationAnswers): RegistrationStep {
  const missing = nextStep(answers);
  if (!asked) return missing === 'pruefen' ? 'name' : missing;
  const order: readonly RegistrationStep[] = [...registrationSteps, 'gesendet'];
  return order.indexOf(asked) <= order.indexOf(missing) || missing === 'pruefen' ? asked : missing;
}
