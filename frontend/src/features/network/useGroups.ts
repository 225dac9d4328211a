import { graphql, readFragment } from '../../gql/index.ts';
import { usePages } from '../../lib/usePages.ts';
import { GroupRowParts } from './networkParts.ts';

const Groups = graphql(`
  query Groups($after: String) {
    groups(first: 50, after: $after) {
      edges { cursor node { id ...GroupRowParts } }
      pageInfo { endCursor hasNextPage }
    }
  }
`);

/** The groups that the reader may see, page by page. */
export function useGroups() {
  const pages = usePages({ query: Groups, variables: {}, read: (data) => data.groups });
  return { pages, groups: readFragment(GroupRowParts, pages.nodes) };
}
