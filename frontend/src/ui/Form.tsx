import type { ReactNode } from 'react';
import type { FormState } from '../lib/form.ts';
import { rowFieldIds } from '../lib/formRows.ts';
import { ErrorSummary, type SummaryError } from './ErrorSummary.tsx';

interface FormProps<T extends object> {
  form: FormState<T>;
  onSubmit: (values: T) => Promise<void> | void;
  children: ReactNode;
  label?: string;
}

function summarise<T extends object>({ errors, values }: FormState<T>): SummaryError[] {
  const { root, ...left } = errors as Record<string, string | undefined>;
  const found: SummaryError[] = root ? [{ message: root }] : [];
  for (const fieldId of Object.entries(values).flatMap(([name, value]) => [...rowFieldIds(name, value), name])) {
    const message = left[fieldId];
    if (message) found.push({ fieldId, message });
    delete left[fieldId];
  }
  // A row that was removed while the form was on its way: why it was refused is said, but there is nowhere to lead.
  for (const message of new Set(Object.values(left))) if (message) found.push({ message });
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
      <ErrorSummary errors={summarise(form)} attempt={form.attempts} />
      {children}
    </form>
  );
}
