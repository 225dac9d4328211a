import type { ReactNode } from 'react';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { FieldError } from './FieldError.tsx';

/** What every field takes. `id` is also where links of the error summary lead. */
export interface FieldProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** Fields are required unless they say otherwise. */
  optional?: boolean;
}

/** Ids of hint and error for `aria-describedby`, undefined when there is neither. */
export function describedBy({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

/** Label, hint, control and error of one field, in the order in which they are read. */
export function Field({ id, label, hint, error, optional, children }: FieldProps & { children: ReactNode }) {
  const t = useCommonMessages();
  return (
    <div className={error ? 'kern-form-input kern-form-input--error' : 'kern-form-input'}>
      <label className="kern-label" htmlFor={id}>
        {label}
        {optional && <span className="kern-label__optional"> ({t.optional})</span>}
      </label>
      {hint && (
        <div className="kern-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {children}
      <FieldError id={id} error={error} />
    </div>
  );
}
