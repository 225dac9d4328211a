import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { useViewer } from '../../lib/viewer.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ContractRow, ContractRowParts } from './ContractRow.tsx';
import '../../market/market.css';
import './contracts.css';
import { contractLevels, contractStates } from './contractSearch.ts';
import { useContractsMessages } from './contractsMessages.ts';
import { StateSelect } from './StateSelect.tsx';

const DeskContract = lazyPart(() => import('./DeskContract.tsx'), 'DeskContract');
const RecordContract = lazyPart(() => import('./RecordContract.tsx'), 'RecordContract');

const DeskContracts = graphql(`
  query DeskContracts($level: ContractLevel, $state: ContractState, $offeringId: ID, $after: String) {
    desk {
      contracts(level: $level, state: $state, offeringId: $offeringId, first: 20, after: $after) {
        edges { cursor node { id ...ContractRow } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const levels = Object.keys(contractLevels) as (keyof typeof contractLevels)[];
const states = Object.keys(contractStates) as (keyof typeof contractStates)[];

/** The operators' contracts: the links of each chain, to record, to hold, and to end with what ends with them. */
export function DeskContractsPage() {
  const t = useContractsMessages();
  const market = useMarketMessages();
  const common = useCommonMessages();
  const { viewer } = useViewer();
  const { stand, ebene, leistung, vertrag } = useSearch({ from: '/betrieb/vertraege' });
  const navigate = useNavigate({ from: '/betrieb/vertraege' });
  const pages = usePages({
    query: DeskContracts,
    variables: {
      level: ebene ? contractLevels[ebene] : null,
      state: stand ? contractStates[stand] : null,
      offeringId: leistung ?? null,
    },
    read: (data) => data.desk?.contracts,
  });
  const contracts = readFragment(ContractRowParts, pages.nodes);
  if (viewer && !viewer.platformRoles.includes('OPERATOR'))
    return <Page title={t.desk.title}>{t.desk.onlyOperators}</Page>;
  const saved = (id: string) => {
    say(t.desk.saved);
    pages.reload();
    void navigate({ search: (before) => ({ ...before, vertrag: id }) });
  };
  if (vertrag === 'neu')
    return (
      <Page
        key="neu"
        title={t.desk.recordTitle}
        takesFocus
        above={<TextLink to="/betrieb/vertraege">{t.desk.title}</TextLink>}
      >
        <Suspense fallback={<Spinner />}>
          <RecordContract contract={null} onSaved={saved} />
        </Suspense>
      </Page>
    );
  if (vertrag)
    return (
      <Suspense
        fallback={
          <div className="page page--text">
            <Spinner />
          </div>
        }
      >
        <DeskContract key={vertrag} id={vertrag} onSaved={saved} />
      </Suspense>
    );
  return (
    <Page key="list" title={t.desk.title} lead={t.desk.lead} width="wide">
      <div className="market-sections">
        <p className="row">
          <ButtonLink look="primary" icon="add" to="/betrieb/vertraege" search={{ vertrag: 'neu' }}>
            {t.desk.record}
          </ButtonLink>
          <TextLink to="/betrieb/vertragsvorlagen">{t.templates.title}</TextLink>
        </p>
        <div className="contracts-filter">
          <Select
            id="ebene"
            label={t.desk.level}
            value={ebene ?? ''}
            onChange={({ target }) =>
              void navigate({
                search: (before) => ({ ...before, ebene: (target.value || undefined) as typeof ebene }),
                resetScroll: false,
              })
            }
          >
            <option value="">{t.all}</option>
            {levels.map((one) => (
              <option key={one} value={one}>
                {market.levels[contractLevels[one]]}
              </option>
            ))}
          </Select>
          <StateSelect
            words={states}
            value={stand}
            onChange={(word) => void navigate({ search: (before) => ({ ...before, stand: word }), resetScroll: false })}
          />
        </div>
        {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
        {pages.loading && !pages.data && !pages.error && <Spinner />}
        {!pages.loading && !pages.error && contracts.length === 0 && (
          <EmptyState title={ebene || stand ? t.emptyState : t.desk.empty}>
            {!ebene && !stand && t.desk.emptyText}
          </EmptyState>
        )}
        <ul className="card-list">
          {contracts.map((contract) => (
            <ContractRow
              key={contract.id}
              contract={contract}
              neutral
              link={
                <TextLink
                  to="/betrieb/vertraege"
                  search={{ vertrag: contract.id }}
                  aria-label={`${contract.offering.current.name}: ${t.desk.showNamed(contract.reference)}`}
                >
                  {contract.offering.current.name}
                </TextLink>
              }
            />
          ))}
        </ul>
        <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      </div>
    </Page>
  );
}
