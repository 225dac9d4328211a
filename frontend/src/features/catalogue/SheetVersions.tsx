import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

const Versions = graphql(`
  query OfferingVersions($slug: String!, $first: Int!) {
    offering(slug: $slug) {
      id
      versions(first: $first) { edges { node { id validFrom } } pageInfo { hasNextPage } }
    }
  }
`);

const page = 10;
const most = 100;

interface SheetVersionsProps {
  slug: string;
  /** Id of the version in force. */
  current: string;
  /** Id of the version that is read. */
  shown: string;
}

/** Every version of a sheet with its day, newest first; older ones can be read. */
export function SheetVersions({ slug, current, shown }: SheetVersionsProps) {
  const t = useCatalogueMessages();
  const locale = useLocale();
  const [first, setFirst] = useState(page);
  const [{ data, fetching }] = useQuery({ query: Versions, variables: { slug, first } });
  const versions = data?.offering?.versions;
  if (!versions) return null;
  const note = (id: string) =>
    [id === current ? t.sheet.currentVersion : '', id === shown ? t.sheet.thisOne : ''].filter(Boolean).join(', ');
  return (
    <section aria-labelledby="catalogue-versions">
      <h2 className="kern-heading-small" id="catalogue-versions">
        {t.sheet.versions}
      </h2>
      <ul className="catalogue-links">
        {versions.edges.map(({ node: { id, validFrom } }) => {
          const words = t.sheet.versionFrom(formatTimeAsDay(validFrom, locale));
          return (
            <li key={id}>
              {id === shown ? (
                words
              ) : (
                <TextLink to="/markt/leistung/$slug" params={{ slug }} search={id === current ? {} : { fassung: id }}>
                  {words}
                </TextLink>
              )}
              {note(id) && <span className="muted"> ({note(id)})</span>}
            </li>
          );
        })}
      </ul>
      <LoadMore
        hasMore={versions.pageInfo.hasNextPage && first < most}
        busy={fetching}
        onMore={() => setFirst(Math.min(first + 2 * page, most))}
      />
    </section>
  );
}
