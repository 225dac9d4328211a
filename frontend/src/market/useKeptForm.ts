import { useEffect, useState } from 'react';
import { type FormSchema, type FormState, useForm } from '../lib/form.ts';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from '../lib/storage.ts';

interface KeptFormInput<T extends object> {
  /** Under which name what is typed is kept in this tab until the server has it. */
  name: string;
  initial: T;
  schema?: FormSchema<T>;
}

/** A form: what is typed survives a reload and a lost connection, until the server has it. */
export function useKeptForm<T extends object>({
  name,
  initial,
  schema,
}: KeptFormInput<T>): FormState<T> & {
  /** The server has it. */
  settled: () => void;
} {
  const [first] = useState(() => ({ ...initial, ...readLocalDraft<T>(name) }));
  const [over, setOver] = useState(false);
  const form = useForm<T>(schema ? { initial: first, schema } : { initial: first });
  useEffect(() => {
    if (over) dropLocalDraft(name);
    else if (JSON.stringify(form.values) !== JSON.stringify(first)) keepLocalDraft(name, form.values);
  }, [name, form.values, first, over]);
  return {
    ...form,
    settled() {
      dropLocalDraft(name);
      setOver(true);
    },
  };
}
