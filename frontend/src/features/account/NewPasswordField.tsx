import type { ComponentPropsWithRef } from 'react';
import { PasswordInput } from '../../ui/PasswordInput.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { characters, passwordLength } from './passwordRules.ts';
import { usePasswordVerdict } from './usePasswordVerdict.ts';

interface NewPasswordFieldProps extends ComponentPropsWithRef<'input'> {
  id: string;
  typed: string;
  error: string | undefined;
  /** Of the link by which it is set. */
  token?: string | null;
}

/** A new password with what the server says of it while it is typed. */
export function NewPasswordField({ id, typed, error, token = null, ...input }: NewPasswordFieldProps) {
  const t = useAccountMessages();
  const verdict = usePasswordVerdict(typed, token);
  const missing = passwordLength - characters(typed);
  const level = missing > 0 ? 1 : { true: 4, false: 2, undefined: 3 }[`${verdict?.accepted}`];
  const judged = verdict?.accepted ? t.passwordRules.good : verdict?.message;
  const words = missing > 0 ? t.passwordRules.missing(missing) : (judged ?? t.passwordRules.enough);
  return (
    <div className="stack">
      <PasswordInput
        {...input}
        id={id}
        label={t.passwordRules.label}
        hint={t.passwordRules.hint}
        error={error}
        autoComplete="new-password"
      />
      {typed && (
        <p className="account-strength">
          <meter min={0} max={4} low={2} high={3} optimum={4} value={level} aria-label={t.passwordRules.strength}>
            {words}
          </meter>
          <span role="status">{words}</span>
        </p>
      )}
    </div>
  );
}
