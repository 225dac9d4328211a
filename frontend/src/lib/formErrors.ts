import type { FormErrors } from './form.ts';
import { rowErrorName } from './formRows.ts';
import type { UserErrorShape } from './problems.ts';

/**
 * The server's refusals as errors of a form. A path is followed from its end, so that ["address", "city"] finds the
 * field `city`; `names` renames where form and input differ. What fits no field concerns the whole form. `values` are
 * those that were sent: of repeated rows, the numbers in a path are theirs.
 */
export function errorsFromServer<T extends object>(
  values: T,
  errors: readonly UserErrorShape[],
  names: Record<string, keyof T & string> = {},
): FormErrors<T> {
  const found: FormErrors<T> = {};
  const general: string[] = [];
  for (const { field, message } of errors) {
    const path = (field ?? []).map((part) => names[part] ?? part);
    const name = (rowErrorName(values, path) ?? path.findLast((part) => part in values)) as
      | (keyof T & string)
      | undefined;
    if (name) found[name] ??= message;
    else general.push(message);
  }
  if (general.length > 0) found.root = general.join(' ');
  return found;
}
