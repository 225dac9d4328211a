import { check, nonEmpty, pipe, string } from 'valibot';
import type { AccountMessages } from './account.de.ts';

/** The contract's shortest password, in characters as people count them. */
export const passwordLength = 12;

/** Characters as people count them, not UTF-16 units. */
export function characters(text: string): number {
  return [...text].length;
}

/** A new password: length only; whether it is common or breached is the server's answer. */
export function newPasswordField(t: AccountMessages) {
  return pipe(
    string(),
    nonEmpty(t.passwordRules.tooShort),
    check((text) => characters(text) >= passwordLength, t.passwordRules.tooShort),
  );
}

/** 0 to 4: how far a password is from the shortest, and beyond it how varied and long. */
export function passwordStrength(text: string): number {
  const length = characters(text);
  if (length === 0) return 0;
  if (length < passwordLength) return 1;
  const distinct = new Set(text.toLowerCase()).size;
  if (distinct < 6) return 2;
  return length >= 16 && distinct >= 9 ? 4 : 3;
}
