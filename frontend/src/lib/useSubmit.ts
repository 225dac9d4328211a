import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { showUserErrors } from './formErrors.ts';
import { useCommonMessages } from './i18n/common.ts';
import { problemText, type UserErrorShape } from './problems.ts';

interface Payload {
  userErrors: readonly UserErrorShape[];
}

/**
 * Sends a form's mutation. Answers its payload when it was accepted; otherwise shows at the form why not and answers
 * null. `names` renames input fields to form fields. The document must have exactly one root field.
 */
export function useSubmit<T extends FieldValues, D extends object, V extends AnyVariables>(
  form: UseFormReturn<T>,
  document: TypedDocumentNode<D, V>,
  names: Record<string, FieldPath<T>> = {},
): (variables: V) => Promise<D[keyof D] | null> {
  const client = useClient();
  const common = useCommonMessages();
  return async (variables) => {
    const { data, error } = await client.mutation(document, variables);
    const payload = data
      ? (Object.entries(data).find(([name]) => name !== '__typename')?.[1] as D[keyof D] & Payload)
      : null;
    if (error || !payload) {
      form.setError('root', { type: 'server', message: error ? problemText(error, common) : common.problem.unknown });
      return null;
    }
    if (payload.userErrors.length > 0) {
      showUserErrors(form, payload.userErrors, names);
      return null;
    }
    return payload;
  };
}
