import { type ComponentPropsWithRef, useState } from 'react';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { Button } from './Button.tsx';
import { describedBy, Field, type FieldProps } from './Field.tsx';

type PasswordInputProps = FieldProps & Omit<ComponentPropsWithRef<'input'>, 'id' | 'type'>;

/** A password that can be shown; pasting and password managers work. */
export function PasswordInput({ id, label, hint, error, optional, className, ...input }: PasswordInputProps) {
  const t = useCommonMessages();
  const [shown, setShown] = useState(false);
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <div className="password-input">
        <input
          {...input}
          id={id}
          type={shown ? 'text' : 'password'}
          spellCheck={false}
          autoCapitalize="none"
          className={['kern-form-input__input', error && 'kern-form-input__input--error', className]
            .filter(Boolean)
            .join(' ')}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id, hint, error })}
          aria-required={optional ? undefined : true}
        />
        <Button
          look="tertiary"
          icon={shown ? 'visibility-off' : 'visibility'}
          iconOnly
          onClick={() => setShown(!shown)}
        >
          {shown ? t.hidePassword : t.showPassword}
        </Button>
      </div>
    </Field>
  );
}
