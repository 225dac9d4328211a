import type { ReactNode } from 'react';
import type { FormErrors, FormState } from '../lib/form.ts';
import { ErrorSummary, type SummaryError } from './ErrorSummary.tsx';

interface FormProps<T extends object> {
  form: FormState<T>;
  onSubmit: (values: T) => Promise<void> | void;
  children: ReactNode;
  label?: string;
}

function summarise<T extends object>(errors: FormErrors<T>, names: string[]): SummaryError[] {
  const found: SummaryError[] = errors.root ? [{ message: errors.root }] : [];
  for (const name of names) {
    const message = errors[name as keyof T];
    if (message) found.push({ fieldId: name, message });
  }
  return found;
}

/**
 * A form with its error summary on top. After a refused attempt, by our own check or by the server, the summary takes
 * the focus; what was typed stays.
 */
export function Form<T extends object>({ form, onSubmit, children, label }: FormProps<T>) {
  return (
    <form
      noValidate
      aria-label={label}
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit(onSubmit);
      }}
    >
      <ErrorSummary errors={summarise(form.errors, Object.keys(form.values))} attempt={form.attempts} />
      {children}
    </form>
  );
}
