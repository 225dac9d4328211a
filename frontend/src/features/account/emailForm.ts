import { maxLength, nonEmpty, pipe, regex, string, trim } from 'valibot';
import { emailPattern } from '../../lib/emailPattern.ts';
import type { AccountMessages } from './account.de.ts';

/** An e-mail address: loose on purpose, the link proves it (RFC 5322 addr-spec, at most 254 characters). */
export function emailField(t: AccountMessages) {
  return pipe(
    string(),
    trim(),
    nonEmpty(t.required.email),
    regex(emailPattern, t.required.emailForm),
    maxLength(254, t.required.emailForm),
  );
}
