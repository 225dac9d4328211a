import { check, nonEmpty, pipe, string } from 'valibot';
import type { AccountMessages } from './account.de.ts';

/** The contract's shortest password, in characters as people count them. */
export const passwordLength = 12;

/** Characters as people count them, not UTF-16 units. */
export function characters(text: string): number {
  return [...text].length;
}

/** A new password: length only; whether it is common, breached or personal is the server's answer, beforehand and when it is set. */
export function newPasswordField(t: AccountMessages) {
  return pipe(
    string(),
    nonEmpty(t.passwordRules.tooShort),
    check((text) => characters(text) >= passwordLength, t.passwordRules.tooShort),
  );
}
