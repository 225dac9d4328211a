import type { Client } from 'urql';
import { graphql } from '../gql/index.ts';

const ViewerRights = graphql(`
  query ViewerRights {
    viewer {
      id
      memberships { id roles allAuthorities organisation { id name authorities { id name } } authorities { id name } }
    }
  }
`);

/** Asks again what the viewer works for, after an act that changed it: the navigation shows it. */
export async function refreshRights(client: Client): Promise<void> {
  await client.query(ViewerRights, {}, { requestPolicy: 'network-only' }).toPromise();
}
