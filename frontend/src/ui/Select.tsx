import type { ComponentPropsWithRef } from 'react';
import { describedBy, Field, type FieldProps } from './Field.tsx';

type SelectProps = FieldProps & Omit<ComponentPropsWithRef<'select'>, 'id'>;

/** A native select; the children are its options. */
export function Select({ id, label, hint, error, optional, className, children, ...select }: SelectProps) {
  const classes = ['kern-form-input__select', error && 'kern-form-input__select--error', className];
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <div className="kern-form-input__select-wrapper">
        <select
          {...select}
          id={id}
          className={classes.filter(Boolean).join(' ')}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id, hint, error })}
        >
          {children}
        </select>
      </div>
    </Field>
  );
}
