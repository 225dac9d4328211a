import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useStartMessages } from './startMessages.ts';

const Popular = graphql(`
  query PopularUndertakings { undertakings(first: 12) { edges { node { id name } } } }
`);

/** Ways in for whoever does not know what to type. */
export function PopularUndertakings() {
  const t = useStartMessages();
  const [{ data }] = useQuery({ query: Popular });
  const found = data?.undertakings.edges ?? [];
  return (
    <section className="start-section start-popular" aria-labelledby="start-popular">
      <h2 className="kern-heading-medium" id="start-popular">
        {t.popular}
      </h2>
      <ul>
        {found.map(({ node }) => (
          <li key={node.id}>
            <TextLink to="/vorhaben/$undertakingId" params={{ undertakingId: node.id }}>
              {node.name}
            </TextLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
