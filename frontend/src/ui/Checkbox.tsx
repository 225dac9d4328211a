import type { ComponentPropsWithRef } from 'react';
import { describedBy, type FieldProps } from './Field.tsx';
import { FieldError } from './FieldError.tsx';

type CheckboxProps = Omit<FieldProps, 'optional'> & Omit<ComponentPropsWithRef<'input'>, 'id' | 'type'>;

/** One box to tick. */
export function Checkbox({ id, label, hint, error, className, ...input }: CheckboxProps) {
  return (
    <div className={error ? 'kern-form-check kern-form-check--error' : 'kern-form-check'}>
      <input
        {...input}
        id={id}
        type="checkbox"
        className={['kern-form-check__checkbox', error && 'kern-form-check__checkbox--error', className]
          .filter(Boolean)
          .join(' ')}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id, hint, error })}
      />
      <label className="kern-label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="kern-hint check-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
}
