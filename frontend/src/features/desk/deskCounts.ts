import type { DeskCountsQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** What waits in each section; lists say only whether there are more than a page. */
export const DeskCounts = graphql(`
  query DeskCounts {
    desk {
      operators
      connectRequests(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }
      proposed: connectRequests(state: RELEASE_PROPOSED, first: 20) {
        edges { cursor node { id } }
        pageInfo { hasNextPage }
      }
      suspendedAuthorities { authority { id } }
      expiringCertificates(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }
      quarantine(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }
      lettersWaiting
      marketAccounts(first: 20) { edges { cursor node { id } } pageInfo { hasNextPage } }
      marketWaiting { orders tickets brokenLinks }
      failures { mails authorityMails letters jobs { failed late } }
    }
  }
`);

/** A section of the desk, as the address has it. */
export type DeskArea =
  | 'anfragen'
  | 'gestoert'
  | 'zertifikate'
  | 'quarantaene'
  | 'briefe'
  | 'fehler'
  | 'konten'
  | 'protokoll';

/** The sections in the order of the navigation. */
export const deskAreas: readonly DeskArea[] = [
  'anfragen',
  'gestoert',
  'zertifikate',
  'quarantaene',
  'briefe',
  'fehler',
  'konten',
  'protokoll',
];

type Desk = NonNullable<DeskCountsQuery['desk']>;

// Where the server stops counting.
const most = 1000;

/** How much there is, all kinds together; empty for none. */
export function counted(...kinds: number[]): string {
  const sum = kinds.reduce((all, one) => all + one, 0);
  if (sum === 0) return '';
  return kinds.some((one) => one >= most) ? `${sum}+` : String(sum);
}

/** How many there are, as far as they were asked for; empty for none. */
export function listed({ edges, pageInfo }: { edges: readonly unknown[]; pageInfo: { hasNextPage: boolean } }): string {
  if (edges.length === 0) return '';
  return pageInfo.hasNextPage ? `${edges.length}+` : String(edges.length);
}

/** How much waits in a section; empty when nothing does or nothing is counted there. */
export function waitingIn(area: DeskArea, desk: Desk): string {
  switch (area) {
    case 'anfragen':
      return listed({
        edges: [...desk.connectRequests.edges, ...desk.proposed.edges],
        pageInfo: { hasNextPage: desk.connectRequests.pageInfo.hasNextPage || desk.proposed.pageInfo.hasNextPage },
      });
    case 'gestoert':
      return desk.suspendedAuthorities.length > 0 ? String(desk.suspendedAuthorities.length) : '';
    case 'zertifikate':
      return listed(desk.expiringCertificates);
    case 'quarantaene':
      return listed(desk.quarantine);
    case 'briefe':
      return desk.lettersWaiting > 0 ? String(desk.lettersWaiting) : '';
    case 'fehler': {
      const { mails, authorityMails, letters, jobs } = desk.failures;
      return counted(mails, authorityMails, letters, ...jobs.flatMap(({ failed, late }) => [failed, late]));
    }
    default:
      return '';
  }
}
