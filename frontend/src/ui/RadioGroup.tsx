import type { ReactNode } from 'react';
import { describedBy, type FieldProps } from './Field.tsx';
import { FieldError } from './FieldError.tsx';

interface RadioOption<V extends string> {
  value: V;
  label: ReactNode;
  hint?: ReactNode;
  /** Shown below the option, outside its label: details with links and disclosures of their own. */
  details?: ReactNode;
}

interface RadioGroupProps<V extends string> extends Omit<FieldProps, 'optional'> {
  value: V | undefined;
  onChange: (value: V) => void;
  options: readonly RadioOption<V>[];
  horizontal?: boolean;
}

/** One choice of several, all in sight. `id` is the first button's, so that the error summary leads there. */
export function RadioGroup<V extends string>({
  id,
  label,
  hint,
  error,
  value,
  onChange,
  options,
  horizontal,
}: RadioGroupProps<V>) {
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
      <div className={horizontal ? 'kern-fieldset__body kern-fieldset__body--horizontal' : 'kern-fieldset__body'}>
        {options.map((option, index) => {
          const optionId = index === 0 ? id : `${id}-${option.value}`;
          return (
            <div key={option.value} className="radio-option">
              <div className="kern-form-check">
                <input
                  id={optionId}
                  type="radio"
                  name={id}
                  className={error ? 'kern-form-check__radio kern-form-check__radio--error' : 'kern-form-check__radio'}
                  checked={value === option.value}
                  onChange={() => onChange(option.value)}
                  aria-describedby={option.hint ? `${optionId}-option-hint` : undefined}
                />
                <label className="kern-label" htmlFor={optionId}>
                  {option.label}
                </label>
              </div>
              {option.hint && (
                <div className="kern-hint check-hint" id={`${optionId}-option-hint`}>
                  {option.hint}
                </div>
              )}
              {option.details && <div className="radio-details">{option.details}</div>}
            </div>
          );
        })}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
