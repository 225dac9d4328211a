import { useClient } from 'urql';
import type { CaseUpdateInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';

const UpdateCase = graphql(`
  mutation UpdateCase($input: CaseUpdateInput!) {
    caseUpdate(input: $input) { case { id ...CaseParts } userErrors { code field message } }
  }
`);

/** What came of a change: done, refused because a colleague changed the case meanwhile, or refused with these words. */
export type Answer = 'saved' | 'stale' | string;

/** Changes state, assignee or due date of a case. */
export function useCaseUpdate(): (input: CaseUpdateInput) => Promise<Answer> {
  const client = useClient();
  const common = useCommonMessages();
  return async (input) => {
    const { data, error } = await client.mutation(UpdateCase, { input }).toPromise();
    if (error || !data) return error ? problemText(error, common) : common.problem.unknown;
    const [refused] = data.caseUpdate.userErrors;
    if (!refused) return 'saved';
    return refused.code === 'STALE' ? 'stale' : refused.message;
  };
}
