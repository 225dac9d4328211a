import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useStartMessages } from './startMessages.ts';

const Services = graphql(`
  query AuthorityServices($id: ID!, $first: Int!) {
    node(id: $id) {
      id
      ... on Authority { services(first: $first) { edges { node { id name } } pageInfo { hasNextPage } } }
    }
  }
`);

const page = 20;
const most = 100;

/** What this body handles, in pages. */
export function AuthorityServices({ authorityId, ars }: { authorityId: string; ars: string | undefined }) {
  const t = useStartMessages();
  const [first, setFirst] = useState(page);
  const [{ data, fetching }] = useQuery({ query: Services, variables: { id: authorityId, first } });
  const services = data?.node && 'services' in data.node ? data.node.services : null;
  if (!services) return null;
  return (
    <section aria-labelledby="start-authority-services">
      <h2 className="kern-heading-medium" id="start-authority-services">
        {t.authority.services}
      </h2>
      {services.edges.length === 0 && <p className="muted">{t.authority.noServices}</p>}
      <ul className="start-plain-list">
        {services.edges.map(({ node }) => (
          <li key={node.id}>
            <TextLink to="/leistung/$serviceId" params={{ serviceId: node.id }} search={ars ? { ars } : {}}>
              {node.name}
            </TextLink>
          </li>
        ))}
      </ul>
      <LoadMore
        hasMore={services.pageInfo.hasNextPage && first < most}
        busy={fetching}
        onMore={() => setFirst(Math.min(first + 2 * page, most))}
      />
    </section>
  );
}
