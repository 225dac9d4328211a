import { useQuery } from 'urql';
import type { ShellViewerQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useSession } from './session.ts';

const ShellViewer = graphql(`
  query ShellViewer {
    viewer {
      id
      email
      givenName
      familyName
      locale
      trustLevel
      unreadMessageCount
      settings { newMessageMail recognitionPhrase singleKeyShortcuts }
      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }
      platformRoles
    }
  }
`);

/** The signed-in person as the shell knows it. */
export type Viewer = NonNullable<ShellViewerQuery['viewer']>;

/** Who is signed in: `loading` until known, then the person or null. */
export interface ViewerState {
  loading: boolean;
  viewer: Viewer | null;
}

/** The signed-in person; kept fresh by the cache after every mutation that answers with a Viewer. */
export function useViewer(): ViewerState {
  const { status } = useSession();
  const [{ data, fetching }] = useQuery({ query: ShellViewer, pause: status !== 'signedIn' });
  // One may sign in while the server does not say who one is.
  if (status === 'anonymous' || status === 'deferred') return { loading: false, viewer: null };
  return { loading: status !== 'signedIn' || (fetching && !data), viewer: data?.viewer ?? null };
}
