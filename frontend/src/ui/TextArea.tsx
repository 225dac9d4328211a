import type { ComponentPropsWithRef } from 'react';
import { describedBy, Field, type FieldProps } from './Field.tsx';

type TextAreaProps = FieldProps & Omit<ComponentPropsWithRef<'textarea'>, 'id'>;

/** Several lines of text on a native textarea that grows with its content. */
export function TextArea({ id, label, hint, error, optional, className, ...area }: TextAreaProps) {
  const classes = ['kern-form-input__input', 'grows', error && 'kern-form-input__input--error', className];
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <textarea
        {...area}
        id={id}
        className={classes.filter(Boolean).join(' ')}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id, hint, error })}
        aria-required={optional ? undefined : true}
      />
    </Field>
  );
}
