import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useOrganisationKinds } from '../../lib/i18n/organisationKinds.ts';
import { useReviewMessages } from './reviewMessages.ts';

const Similar = graphql(`
  query SimilarOrganisations($whole: String!, $last: String!) {
    whole: organisations(search: $whole, first: 5) { edges { cursor node { id name kind } } }
    last: organisations(search: $last, first: 5) { edges { cursor node { id name kind } } }
  }
`);

/** Organisations of the directory whose names are like that of one asked for as new: by all its words, and by its last. */
export function SimilarOrganisations({ name }: { name: string }) {
  const t = useReviewMessages().similar;
  const kinds = useOrganisationKinds();
  const last = name.trim().split(/\s+/).at(-1) ?? name;
  const [{ data }] = useQuery({ query: Similar, variables: { whole: name, last } });
  if (!data) return null;
  const found = new Map([...data.whole.edges, ...data.last.edges].map(({ node }) => [node.id, node]));
  return (
    <section aria-labelledby="similar" className="stack">
      <h2 className="kern-heading-medium" id="similar">
        {t.title}
      </h2>
      {found.size === 0 ? (
        <p>{t.none}</p>
      ) : (
        <>
          <p>{t.lead}</p>
          <ul>
            {[...found.values()].map((one) => (
              <li key={one.id} className="verbatim">
                {one.name} <span className="muted">({kinds[one.kind]})</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
