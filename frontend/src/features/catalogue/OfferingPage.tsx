import { useParams, useSearch } from '@tanstack/react-router';
import { type CombinedError, useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import './catalogue.css';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { Sheet } from './Sheet.tsx';

const Offering = graphql(`
  query Offering($slug: String!) {
    offering(slug: $slug) { id ...SheetFrame current { id ...SheetParts } }
  }
`);

const OfferingVersion = graphql(`
  query OfferingVersion($id: ID!) { node(id: $id) { id ... on OfferingVersion { validFrom ...SheetParts } } }
`);

function OfferingState({ fetching, error }: { fetching: boolean; error: CombinedError | undefined }) {
  const t = useCatalogueMessages();
  const common = useCommonMessages();
  if (!fetching && (!error || problemCode(error) === 'NOT_FOUND')) {
    return (
      <Page title={t.sheet.notFound} lead={t.sheet.notFoundText}>
        <ButtonLink to="/markt">{t.sheet.toMarket}</ButtonLink>
      </Page>
    );
  }
  return (
    <div className="page page--wide">
      {error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />}
    </div>
  );
}

/** The sheet of one offering, in force or as it once stood. */
export function OfferingPage() {
  const { slug } = useParams({ from: '/markt/leistung/$slug' });
  const { fassung } = useSearch({ from: '/markt/leistung/$slug' });
  const [{ data, fetching, error }] = useQuery({ query: Offering, variables: { slug } });
  const [old] = useQuery({ query: OfferingVersion, variables: { id: fassung ?? '' }, pause: fassung === undefined });
  const offering = data?.offering;
  if (!offering) return <OfferingState fetching={fetching} error={error} />;
  if (fassung === undefined) return <Sheet offering={offering} version={offering.current} />;
  const version = old.data?.node;
  const found = version && 'validFrom' in version ? version : null;
  if (!found) return <OfferingState fetching={old.fetching} error={old.error} />;
  return <Sheet offering={offering} version={found} />;
}
