import type { ComponentPropsWithRef } from 'react';
import { describedBy, Field, type FieldProps } from './Field.tsx';

type TextInputProps = FieldProps & Omit<ComponentPropsWithRef<'input'>, 'id'>;

/** One line of text on a native input. */
export function TextInput({ id, label, hint, error, optional, className, ...input }: TextInputProps) {
  const classes = ['kern-form-input__input', error && 'kern-form-input__input--error', className];
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <input
        type="text"
        {...input}
        id={id}
        className={classes.filter(Boolean).join(' ')}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id, hint, error })}
        aria-required={optional ? undefined : true}
      />
    </Field>
  );
}
