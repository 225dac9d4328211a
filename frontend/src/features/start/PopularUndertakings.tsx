import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Button } from '../../ui/Button.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useStartMessages } from './startMessages.ts';

const Popular = graphql(`
  query PopularUndertakings($frequent: Boolean!) {
    undertakings(frequent: $frequent, first: 100) { edges { node { id name } } }
  }
`);

/** Where people begin who do not know what to type: the frequent undertakings, and all of them. */
export function PopularUndertakings() {
  const t = useStartMessages();
  const [all, setAll] = useState(false);
  const [{ data, stale, fetching }] = useQuery({ query: Popular, variables: { frequent: !all } });
  const found = data?.undertakings.edges ?? [];
  return (
    <section className="start-section start-popular" aria-labelledby="start-popular">
      <h2 className="kern-heading-medium" id="start-popular">
        {all ? t.allUndertakings : t.popular}
      </h2>
      <ul aria-busy={fetching || stale}>
        {found.map(({ node }) => (
          <li key={node.id}>
            <TextLink to="/vorhaben/$undertakingId" params={{ undertakingId: node.id }}>
              {node.name}
            </TextLink>
          </li>
        ))}
      </ul>
      <p className="start-all">
        <Button small onClick={() => setAll(!all)}>
          {all ? t.showPopular : t.showAll}
        </Button>
      </p>
    </section>
  );
}
