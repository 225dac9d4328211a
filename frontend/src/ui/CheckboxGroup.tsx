import type { ReactNode } from 'react';
import { describedBy, type FieldProps } from './Field.tsx';
import { FieldError } from './FieldError.tsx';

interface CheckboxGroupProps extends Omit<FieldProps, 'optional'> {
  values: readonly string[];
  onChange: (values: string[]) => void;
  options: readonly { value: string; label: ReactNode; hint?: string }[];
}

/** Several of a few. `id` is the first box's, so that the error summary leads there. */
export function CheckboxGroup({ id, label, hint, error, values, onChange, options }: CheckboxGroupProps) {
  return (
    <fieldset
      className={error ? 'kern-fieldset kern-fieldset--error' : 'kern-fieldset'}
      aria-describedby={describedBy({ id, hint, error })}
    >
      <legend className="kern-label">{label}</legend>
      {hint && (
        <div className="kern-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <div className="kern-fieldset__body">
        {options.map(({ value, label: name, hint: detail }, index) => {
          const optionId = index === 0 ? id : `${id}-${value}`;
          return (
            <div key={value} className="kern-form-check">
              <input
                id={optionId}
                type="checkbox"
                className={
                  error ? 'kern-form-check__checkbox kern-form-check__checkbox--error' : 'kern-form-check__checkbox'
                }
                aria-describedby={detail ? `${optionId}-hint` : undefined}
                checked={values.includes(value)}
                onChange={({ target }) =>
                  onChange(target.checked ? [...values, value] : values.filter((one) => one !== value))
                }
              />
              <label className="kern-label" htmlFor={optionId}>
                {name}
              </label>
              {detail && (
                <div className="kern-hint check-hint" id={`${optionId}-hint`}>
                  {detail}
                </div>
              )}
            </div>
          );
        })}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
