import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ContractState } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { marketOrganisations } from '../../lib/marketRights.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { useMarketViewer } from '../../market/useMarketViewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ContractRow, ContractRowParts } from './ContractRow.tsx';
import '../../market/market.css';
import './contracts.css';
import { contractStates } from './contractSearch.ts';
import { useContractsMessages } from './contractsMessages.ts';
import { StateSelect } from './StateSelect.tsx';

const OwnContracts = graphql(`
  query OwnContracts($organisationId: ID!, $state: ContractState, $after: String) {
    organisation(id: $organisationId) {
      id
      internal {
        contracts(state: $state, first: 20, after: $after) {
          edges { cursor node { id ...ContractRow } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`);

// All but those of the links above, which are recorded before they hold.
const words = (Object.keys(contractStates) as (keyof typeof contractStates)[]).filter((word) => word !== 'vorgemerkt');

function OwnList({ organisationId, state }: { organisationId: string; state: ContractState | null }) {
  const t = useContractsMessages();
  const common = useCommonMessages();
  const pages = usePages({
    query: OwnContracts,
    variables: { organisationId, state },
    read: (data) => data.organisation?.internal?.contracts,
  });
  const contracts = readFragment(ContractRowParts, pages.nodes);
  return (
    <>
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && !pages.data && !pages.error && <Spinner />}
      {!pages.loading && !pages.error && contracts.length === 0 && (
        <EmptyState title={state ? t.emptyState : t.empty}>{!state && t.emptyText}</EmptyState>
      )}
      <ul className="card-list">
        {contracts.map((contract) => (
          <ContractRow
            key={contract.id}
            contract={contract}
            link={
              <TextLink to="/vertraege/$contractId" params={{ contractId: contract.id }}>
                {contract.offering.current.name}
              </TextLink>
            }
          />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </>
  );
}

/** The contracts of one's organisations that are made here; what is bought from vendors is kept apart in words. */
export function ContractsPage() {
  const t = useContractsMessages();
  const market = useMarketMessages();
  const viewer = useMarketViewer();
  const { organisation, stand } = useSearch({ from: '/vertraege' });
  const navigate = useNavigate({ from: '/vertraege' });
  if (viewer === undefined)
    return (
      <div className="page page--wide">
        <Spinner />
      </div>
    );
  const organisations = viewer ? marketOrganisations(viewer) : [];
  const shown = organisations.find(({ id }) => id === organisation) ?? organisations[0];
  if (!shown)
    return (
      <Page title={t.title} lead={t.noOrganisation}>
        <div className="stack">
          <p>{t.noOrganisationText}</p>
          <p>
            <ButtonLink to="/markt">{market.toMarket}</ButtonLink>
          </p>
        </div>
      </Page>
    );
  return (
    <Page title={t.title} lead={t.lead} width="wide">
      <div className="market-sections">
        <div className="contracts-filter no-print">
          {organisations.length > 1 && (
            <Select
              id="organisation"
              label={t.organisation}
              value={shown.id}
              onChange={({ target }) =>
                void navigate({ search: (before) => ({ ...before, organisation: target.value }), resetScroll: false })
              }
            >
              {organisations.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
          <StateSelect
            words={words}
            value={stand}
            onChange={(word) => void navigate({ search: (before) => ({ ...before, stand: word }), resetScroll: false })}
          />
        </div>
        <OwnList key={`${shown.id} ${stand}`} organisationId={shown.id} state={stand ? contractStates[stand] : null} />
        <section className="prose" aria-labelledby="contracts-why">
          <h2 className="kern-heading-small" id="contracts-why">
            {t.why}
          </h2>
          <p>{t.whyText}</p>
          <p>{t.elsewhere}</p>
          <p>
            <TextLink to="/bestellungen">{t.toOrders}</TextLink>
          </p>
        </section>
      </div>
    </Page>
  );
}
