import { useQuery } from 'urql';
import type { MarketViewerQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useSession } from '../lib/session.ts';

const MarketViewer = graphql(`
  query MarketViewer {
    viewer {
      id
      givenName
      familyName
      platformRoles
      memberships { id name roles organisation { id name kind } }
      marketAccounts { id state shared maySign organisation { id name } }
    }
  }
`);

/** The signed-in person as the market knows it: for whom, as what, with which accounts. */
export type MarketViewer = NonNullable<MarketViewerQuery['viewer']>;

/** Who is signed in, with all that decides about ordering and signing; undefined until that is known. */
export function useMarketViewer(): MarketViewer | null | undefined {
  const { status } = useSession();
  const [{ data, error }] = useQuery({ query: MarketViewer, pause: status !== 'signedIn' });
  if (status === 'anonymous' || status === 'deferred') return null;
  return data?.viewer ?? (error ? null : undefined);
}

/** Whether several people use the person's account (of this organisation), so that each act names who acted. */
export function usesSharedAccount(viewer: MarketViewer | null | undefined, organisationId?: string): boolean {
  return (viewer?.marketAccounts ?? []).some(
    ({ state, shared, organisation }) =>
      state === 'ACTIVE' && shared && (organisationId === undefined || organisation?.id === organisationId),
  );
}
