import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText, type UserErrorShape } from '../../lib/problems.ts';
import { useNetworkMessages } from './networkMessages.ts';

const NewerPost = graphql(`
  query NewerPost($id: ID!) { node(id: $id) { __typename id ... on GroupPost { ...GroupPostParts } } }
`);

/** Changes a post; answers what kept it from being changed, or null. One that changed meanwhile is loaded anew. */
export function usePostChange(
  postId: string,
): <D extends object, V extends AnyVariables>(
  document: TypedDocumentNode<D, V>,
  variables: V,
) => Promise<string | null> {
  const client = useClient();
  const common = useCommonMessages();
  const t = useNetworkMessages();
  return async (document, variables) => {
    const { data, error } = await client.mutation(document, variables).toPromise();
    if (error || !data) return error ? problemText(error, common) : common.problem.unknown;
    const payloads = Object.values(data) as { userErrors?: readonly UserErrorShape[] }[];
    const [refused] = payloads.flatMap((payload) => payload?.userErrors ?? []);
    if (refused?.code !== 'STALE') return refused?.message ?? null;
    await client.query(NewerPost, { id: postId }, { requestPolicy: 'network-only' }).toPromise();
    return t.hide.stale;
  };
}
