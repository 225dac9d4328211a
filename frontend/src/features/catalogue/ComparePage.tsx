import { useNavigate, useSearch } from '@tanstack/react-router';

import { useQuery } from 'urql';
import type { ComparedFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useMedia } from '../../lib/useMedia.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './catalogue.css';
import { CompareList } from './CompareList.tsx';
import { CompareTable } from './CompareTable.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import type { ComparedHead } from './comparedHead.ts';
import { comparedRows } from './comparison.ts';

/** What is compared of an offering. */
export const ComparedParts = graphql(`
  fragment Compared on Offering {
    id slug state orderableFrom
    current {
      id name kind costClass costNote financedByLevy eligible preconditions testUrl citizenSupport
      provider { id name }
      interfaces { procedure { id name } procedureVersions state }
      tasks { key responsible }
      parameters { key required }
    }
  }
`);

const OfferingToCompare = graphql(`
  query OfferingToCompare($slug: String!) { offering(slug: $slug) { id ...Compared } }
`);

function useCompared(slug: string | undefined) {
  const [{ data, fetching, error }] = useQuery({
    query: OfferingToCompare,
    variables: { slug: slug ?? '' },
    pause: slug === undefined,
  });
  const offering = slug !== undefined && data?.offering ? readFragment(ComparedParts, data.offering) : null;
  return { slug, offering, error, waiting: slug !== undefined && fetching && !data };
}

/** Up to three offerings side by side. */
export function ComparePage() {
  const t = useCatalogueMessages();
  const { leistung: slugs = [] } = useSearch({ from: '/markt/vergleich' });
  // As many as can be compared, so that their number never changes.
  const asked = [useCompared(slugs[0]), useCompared(slugs[1]), useCompared(slugs[2])];
  const chosen = asked.filter(({ slug }) => slug !== undefined);
  const offerings = chosen.flatMap(({ offering }) => offering ?? []);
  const waiting = chosen.some((one) => one.waiting);
  const error = chosen.find((one) => one.error)?.error;
  const common = useCommonMessages();
  if (waiting) {
    return (
      <div className="page page--wide">
        <Spinner />
      </div>
    );
  }
  const missing = error ? [] : chosen.filter(({ offering }) => !offering);
  return (
    <Page title={t.comparison.title} lead={offerings.length > 0 && t.comparison.lead(offerings.length)} width="wide">
      <div className="stack">
        {error && <Alert kind="danger" title={problemText(error, common)} announce />}
        {missing.map(({ slug = '' }) => (
          <Alert key={slug} kind="warning" title={t.comparison.missing(slug)} />
        ))}
        {offerings.length < 2 ? (
          !error && (
            <EmptyState
              title={t.comparison.tooFew}
              action={
                <ButtonLink look="primary" to="/markt" search={slugs.length > 0 ? { vergleich: slugs } : {}}>
                  {t.comparison.toMarket}
                </ButtonLink>
              }
            >
              {t.comparison.tooFewText}
            </EmptyState>
          )
        ) : (
          <Comparison offerings={offerings} slugs={slugs} />
        )}
      </div>
    </Page>
  );
}

function Comparison({ offerings, slugs }: { offerings: readonly ComparedFragment[]; slugs: string[] }) {
  const t = useCatalogueMessages();
  const locale = useLocale();
  const wide = useMedia('(min-width: 52rem)');
  const { nur } = useSearch({ from: '/markt/vergleich' });
  const navigate = useNavigate({ from: '/markt/vergleich' });
  const rows = comparedRows(offerings, t, locale);
  const different = rows.filter(({ differs }) => differs);
  const shown = nur ? different : rows;
  const heads: ComparedHead[] = offerings.map(({ id, slug, current }) => ({
    id,
    name: current.name,
    link: (
      <TextLink to="/markt/leistung/$slug" params={{ slug }}>
        {current.name}
      </TextLink>
    ),
    remove: (
      <TextLink
        className="small no-print"
        to="/markt/vergleich"
        search={(now) => ({ ...now, leistung: slugs.filter((one) => one !== slug) })}
        aria-label={t.comparison.remove(current.name)}
      >
        {t.comparison.removeShort}
      </TextLink>
    ),
  }));
  return (
    <>
      <p>
        {different.length === 0 ? t.comparison.noDifference : t.comparison.differing(different.length, rows.length)}
      </p>
      <div className="row no-print">
        <Checkbox
          id="nur"
          label={t.comparison.onlyDifferences}
          checked={nur === 'unterschiede'}
          onChange={({ target }) =>
            void navigate({
              search: (now) => ({ ...now, nur: target.checked ? 'unterschiede' : undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <TextLink to="/markt" search={{ vergleich: slugs }}>
          {t.comparison.change}
        </TextLink>
      </div>
      {wide ? <CompareTable heads={heads} rows={shown} /> : <CompareList heads={heads} rows={shown} />}
    </>
  );
}
