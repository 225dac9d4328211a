import type { ComponentPropsWithRef } from 'react';
import type { FieldProps } from './Field.tsx';
import { TextInput } from './TextInput.tsx';

type DateFieldProps = FieldProps & Omit<ComponentPropsWithRef<'input'>, 'id' | 'type'>;

/** A calendar day on the browser's own date input; its value is a contract `Date` or empty. */
export function DateField({ className, ...field }: DateFieldProps) {
  return <TextInput {...field} type="date" className={['date-input', className].filter(Boolean).join(' ')} />;
}
