import type { ComponentPropsWithRef } from 'react';
import type { FieldProps } from './Field.tsx';
import { TextInput } from './TextInput.tsx';

type CodeInputProps = FieldProps & Omit<ComponentPropsWithRef<'input'>, 'id' | 'type'>;

/** The code of a letter in one field; spaces, hyphens, pasting and any case are fine. The browser is asked to keep none. */
export function CodeInput(field: CodeInputProps) {
  return (
    <TextInput className="code-input" autoComplete="off" autoCapitalize="characters" spellCheck={false} {...field} />
  );
}
