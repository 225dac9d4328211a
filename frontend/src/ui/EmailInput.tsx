import type { ComponentPropsWithRef } from 'react';
import type { FieldProps } from './Field.tsx';
import { TextInput } from './TextInput.tsx';

type EmailInputProps = FieldProps & Omit<ComponentPropsWithRef<'input'>, 'id' | 'type'>;

/**
 * An e-mail address. Not of type "email": browsers hand over a domain with umlauts as xn--…, and it is to be shown as it was typed.
 */
export function EmailInput(input: EmailInputProps) {
  return <TextInput {...input} inputMode="email" autoCapitalize="none" spellCheck={false} />;
}
