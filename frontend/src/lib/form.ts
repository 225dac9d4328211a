import { type ChangeEvent, useRef, useState } from 'react';
import { type GenericSchema, safeParse } from 'valibot';
import { rowErrorName } from './formRows.ts';

/** Errors by field; `root` concerns the whole form. Those in repeated rows stand under the ids of `formRows.ts`. */
export type FormErrors<T> = Partial<Record<keyof T | 'root', string>>;

type TextName<T> = { [K in keyof T]: T[K] extends string ? K : never }[keyof T] & string;
type BoxName<T> = { [K in keyof T]: T[K] extends boolean ? K : never }[keyof T] & string;

/** What every field gets: where it is found, and its error. */
export interface FieldBinding {
  id: string;
  name: string;
  error: string | undefined;
}

/** A form's values, errors and acts. The `id` of each field is its name, which is where the error summary leads. */
export interface FormState<T extends object> {
  values: T;
  errors: FormErrors<T>;
  submitting: boolean;
  /** Attempts so far; grows when one has ended. */
  attempts: number;
  /** Props of a text input, textarea or select. */
  field: (name: TextName<T>) => FieldBinding & {
    value: string;
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => void;
  };
  /** Props of a checkbox. */
  box: (
    name: BoxName<T>,
  ) => FieldBinding & { checked: boolean; onChange: (event: ChangeEvent<HTMLInputElement>) => void };
  /** Changes values; a function gets them as they are then, whatever was typed since the last rendering. */
  set: (change: Partial<T> | ((before: T) => Partial<T>)) => void;
  /** Shows errors that the server found. */
  showErrors: (errors: FormErrors<T>) => void;
  /** Back to the initial values. */
  reset: () => void;
  /** Checks and, when all is well, hands over the checked values; a second call while one runs does nothing. */
  submit: (onValid: (values: T) => Promise<void> | void) => Promise<void>;
}

/** What is checked; a function where it depends on what is typed, such as the country of an address. */
export type FormSchema<T> = GenericSchema<T, T> | ((values: T) => GenericSchema<T, T>);

function check<T extends object>(schema: FormSchema<T> | undefined, values: T): { output: T; errors: FormErrors<T> } {
  if (!schema) return { output: values, errors: {} };
  const result = safeParse(typeof schema === 'function' ? schema(values) : schema, values);
  if (result.success) return { output: result.output, errors: {} };
  const errors: FormErrors<T> = {};
  for (const issue of result.issues) {
    const path = (issue.path ?? []).map(({ key }) => key);
    const name = (rowErrorName(values, path) ?? path[0] ?? 'root') as keyof T | 'root';
    errors[name] ??= issue.message;
  }
  return { output: values, errors };
}

/**
 * Form state of about a kilobyte: react-hook-form (15 KB) would take the citizen routes over their byte budget. Checks
 * on submit only; an error stays until the next attempt, so that the summary does not change under the reader. When
 * `initial` changes, as after saving, the form takes it over.
 */
export function useForm<T extends object>({ initial, schema }: { initial: T; schema?: FormSchema<T> }): FormState<T> {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FormErrors<T>>({});
  const [submitting, setSubmitting] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const running = useRef(false);
  const taken = useRef(JSON.stringify(initial));
  const now = JSON.stringify(initial);
  if (taken.current !== now) {
    taken.current = now;
    setValues(initial);
  }
  const set: FormState<T>['set'] = (change) =>
    setValues((before) => ({ ...before, ...(typeof change === 'function' ? change(before) : change) }));
  const binding = (name: keyof T & string): FieldBinding => ({ id: name, name, error: errors[name] });
  return {
    values,
    errors,
    submitting,
    attempts,
    set,
    field: (name) => ({
      ...binding(name),
      value: values[name] as string,
      onChange: (event) => set({ [name]: event.target.value } as Partial<T>),
    }),
    box: (name) => ({
      ...binding(name),
      checked: values[name] as boolean,
      onChange: (event) => set({ [name]: event.target.checked } as Partial<T>),
    }),
    showErrors: (found) => setErrors((before) => ({ ...before, ...found })),
    reset: () => setValues(initial),
    async submit(onValid) {
      if (running.current) return;
      running.current = true;
      setSubmitting(true);
      try {
        const { output, errors: found } = check(schema, values);
        setErrors(found);
        if (Object.keys(found).length === 0) await onValid(output);
      } finally {
        running.current = false;
        setSubmitting(false);
        setAttempts((count) => count + 1);
      }
    },
  };
}
