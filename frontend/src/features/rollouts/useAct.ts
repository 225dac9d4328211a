import { useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText, type UserErrorShape } from '../../lib/problems.ts';

/** What came of an act: its payload, or why not. */
export type Outcome<P> = { payload: P; refused?: never } | { payload?: never; refused: UserErrorShape };

interface Payload {
  userErrors: readonly UserErrorShape[];
}

interface Act<V, P> {
  act: (variables: V) => Promise<Outcome<P>>;
  busy: boolean;
  /** Why the last one was not done; empty when it was. */
  problem: string;
}

/** Sends a mutation that belongs to a button instead of a form. The document must have exactly one root field. */
export function useAct<D extends object, V extends AnyVariables>(
  document: TypedDocumentNode<D, V>,
): Act<V, D[keyof D]> {
  const client = useClient();
  const common = useCommonMessages();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  return {
    busy,
    problem,
    async act(variables) {
      setBusy(true);
      const { data, error } = await client.mutation(document, variables);
      setBusy(false);
      const payload =
        data && (Object.entries(data).find(([name]) => name !== '__typename')?.[1] as D[keyof D] & Payload);
      const refused = error
        ? { code: 'UNKNOWN', field: null, message: problemText(error, common) }
        : payload
          ? payload.userErrors[0]
          : { code: 'UNKNOWN', field: null, message: common.problem.unknown };
      setProblem(refused?.message ?? '');
      return refused ? { refused } : { payload: payload as D[keyof D] };
    },
  };
}
