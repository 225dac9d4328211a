import { useRef } from 'react';
import { type AnyVariables, type OperationContext, type TypedDocumentNode, useClient } from 'urql';
import type { FormState } from './form.ts';
import { errorsFromServer } from './formErrors.ts';
import { useCommonMessages } from './i18n/common.ts';
import { problemText, type UserErrorShape } from './problems.ts';

interface Payload {
  userErrors: readonly UserErrorShape[];
}

/**
 * Sends a form's mutation. Answers its payload when it was accepted; otherwise shows at the form why not and answers
 * null. `names` renames input fields to form fields, `context` says how it is sent. The document must have exactly one root field.
 */
export function useSubmit<T extends object, D extends object, V extends AnyVariables>(
  form: Pick<FormState<T>, 'values' | 'showErrors'>,
  document: TypedDocumentNode<D, V>,
  names: Record<string, keyof T & string> = {},
  context?: Partial<OperationContext>,
): (variables: V) => Promise<D[keyof D] | null> {
  const client = useClient();
  const common = useCommonMessages();
  return async (variables) => {
    const { data, error } = await client.mutation(document, variables, context);
    const payload = data
      ? (Object.entries(data).find(([name]) => name !== '__typename')?.[1] as D[keyof D] & Payload)
      : null;
    if (error || !payload) {
      form.showErrors({ root: error ? problemText(error, common) : common.problem.unknown } as never);
      return null;
    }
    if (payload.userErrors.length > 0) {
      form.showErrors(errorsFromServer(form.values, payload.userErrors, names));
      return null;
    }
    return payload;
  };
}

/**
 * A key for what is sent: the same as long as the same is sent again, so that an answer that was lost on its way makes nothing
 * twice, and another one for anything else.
 */
export function useAttemptKey(): (sent: object) => string {
  const last = useRef({ sent: '', key: '' });
  return (sent) => {
    const now = JSON.stringify(sent);
    if (last.current.sent !== now) last.current = { sent: now, key: crypto.randomUUID() };
    return last.current.key;
  };
}
