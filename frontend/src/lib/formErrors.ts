import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import type { UserErrorShape } from './problems.ts';

/**
 * Puts the server's refusals at the form's fields. The path is followed from its end, so that ["address", "city"]
 * finds the field `city`; `names` renames where form and input differ. What fits no field is shown above the form.
 */
export function showUserErrors<T extends FieldValues>(
  form: UseFormReturn<T>,
  errors: readonly UserErrorShape[],
  names: Record<string, FieldPath<T>> = {},
): void {
  const known = new Set(Object.keys(form.getValues()));
  const general: string[] = [];
  for (const { field, message } of errors) {
    const found = [...(field ?? [])]
      .reverse()
      .map((part) => names[part] ?? part)
      .find((part) => known.has(part));
    if (found) form.setError(found as FieldPath<T>, { type: 'server', message });
    else general.push(message);
  }
  if (general.length > 0) form.setError('root', { type: 'server', message: general.join(' ') });
}
