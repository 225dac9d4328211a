import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAreaMessages } from './areaMessages.ts';

const NewOfferings = graphql(`
  query NewOfferings {
    offerings(filter: { kind: EFA }, first: 100) { edges { node { id slug state changedAt current { id name } } } }
  }
`);

const shown = 5;

/** The offerings that changed last; not shown while there are none. */
export function AreaNews() {
  const t = useAreaMessages();
  const locale = useLocale();
  const [{ data }] = useQuery({ query: NewOfferings });
  const last = (data?.offerings.edges ?? [])
    .map(({ node }) => node)
    .toSorted((a, b) => b.changedAt.localeCompare(a.changedAt))
    .slice(0, shown);
  if (last.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="area-news">
      <h2 className="kern-heading-small" id="area-news">
        {t.news.title}
      </h2>
      <ul className="area-list">
        {last.map(({ id, slug, state, changedAt, current }) => (
          <li key={id}>
            <TextLink to="/markt/leistung/$slug" params={{ slug }}>
              {current.name}
            </TextLink>
            <p className="muted small">
              {t.news.states[state]} · {t.news.changed(formatTimeAsDay(changedAt, locale))}
            </p>
          </li>
        ))}
      </ul>
      <p className="small">
        <TextLink to="/markt">{t.news.all}</TextLink>
      </p>
    </section>
  );
}
