import { type ReactNode, useState } from 'react';
import type { FieldErrors, FieldValues, UseFormReturn } from 'react-hook-form';
import { ErrorSummary, type SummaryError } from './ErrorSummary.tsx';

interface FormProps<T extends FieldValues> {
  form: UseFormReturn<T>;
  onSubmit: (values: T) => Promise<void> | void;
  children: ReactNode;
  label?: string;
}

function summarise(errors: FieldErrors, order: string[]): SummaryError[] {
  const found: SummaryError[] = [];
  if (errors.root?.message) found.push({ message: errors.root.message });
  const names = [...order, ...Object.keys(errors).filter((name) => name !== 'root' && !order.includes(name))];
  for (const name of names) {
    const message = errors[name]?.message;
    if (typeof message === 'string' && message) found.push({ fieldId: name, message });
  }
  return found;
}

/**
 * A form of react-hook-form with its error summary on top. Each field's `id` is its name. After a refused attempt, by
 * our own check or by the server, the summary takes the focus; what was typed stays.
 */
export function Form<T extends FieldValues>({ form, onSubmit, children, label }: FormProps<T>) {
  const [attempt, setAttempt] = useState(0);
  const { errors } = form.formState;
  return (
    <form
      noValidate
      aria-label={label}
      className="form"
      onSubmit={async (event) => {
        if (form.formState.isSubmitting) return event.preventDefault();
        form.clearErrors();
        await form.handleSubmit((values) => onSubmit(values))(event);
        setAttempt((count) => count + 1);
      }}
    >
      <ErrorSummary errors={summarise(errors, Object.keys(form.getValues()))} attempt={attempt} />
      {children}
    </form>
  );
}
