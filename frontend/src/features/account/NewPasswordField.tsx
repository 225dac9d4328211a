import type { ComponentPropsWithRef } from 'react';
import { PasswordInput } from '../../ui/PasswordInput.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { characters, passwordLength, passwordStrength } from './passwordRules.ts';

interface NewPasswordFieldProps extends ComponentPropsWithRef<'input'> {
  id: string;
  typed: string;
  error: string | undefined;
}

/** A new password with a word on its length while it is typed. */
export function NewPasswordField({ id, typed, error, ...input }: NewPasswordFieldProps) {
  const t = useAccountMessages();
  const strength = passwordStrength(typed);
  const missing = passwordLength - characters(typed);
  const words =
    missing > 0 ? t.passwordRules.missing(missing) : strength === 4 ? t.passwordRules.strong : t.passwordRules.enough;
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
          <meter min={0} max={4} low={2} high={3} optimum={4} value={strength} aria-label={t.passwordRules.strength}>
            {words}
          </meter>
          <span role="status">{words}</span>
        </p>
      )}
    </div>
  );
}
