import { graphql } from '../../gql/index.ts';
import { usePages } from '../../lib/usePages.ts';
import { OnlineServices } from './OnlineServices.tsx';

const OfService = graphql(`
  query OnlineOfService($id: ID!, $ars: ARS, $after: String) {
    node(id: $id) {
      id
      ... on Service {
        onlineServices(ars: $ars, first: 10, after: $after) {
          edges { node { id ...OnlineServiceParts } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`);

const OfAuthority = graphql(`
  query OnlineOfAuthority($id: ID!, $after: String) {
    node(id: $id) {
      id
      ... on Authority {
        onlineServices(first: 10, after: $after) {
          edges { node { id ...OnlineServiceParts } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`);

const OfRegion = graphql(`
  query OnlineOfRegion($ars: ARS!, $after: String) {
    region(ars: $ars) {
      id
      onlineServices(first: 10, after: $after) {
        edges { node { id ...OnlineServiceParts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** Where one service can be done online at a place. */
export function OnlineOfService({ serviceId, ars }: { serviceId: string; ars: string }) {
  const pages = usePages({
    query: OfService,
    variables: { id: serviceId, ars },
    read: ({ node }) => (node && 'onlineServices' in node ? node.onlineServices : null),
  });
  return <OnlineServices pages={pages} />;
}

/** What can be done online with one authority. */
export function OnlineOfAuthority({ authorityId }: { authorityId: string }) {
  const pages = usePages({
    query: OfAuthority,
    variables: { id: authorityId },
    read: ({ node }) => (node && 'onlineServices' in node ? node.onlineServices : null),
  });
  return <OnlineServices pages={pages} />;
}

/** What can be done online with the authorities of one place. */
export function OnlineOfRegion({ ars }: { ars: string }) {
  const pages = usePages({ query: OfRegion, variables: { ars }, read: ({ region }) => region?.onlineServices });
  return <OnlineServices pages={pages} />;
}
