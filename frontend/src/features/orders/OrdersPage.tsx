import { useNavigate, useSearch } from '@tanstack/react-router';
import type { OrderState } from '../../gql/graphql.ts';
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
import { OrderRow } from './OrderRow.tsx';
import { OrderParts } from './orderParts.ts';
import '../../market/market.css';
import './orders.css';
import { orderStates } from './orderSearch.ts';
import { useOrdersMessages } from './ordersMessages.ts';

const Orders = graphql(`
  query Orders($byOrganisationId: ID, $state: OrderState, $after: String) {
    orders(byOrganisationId: $byOrganisationId, state: $state, first: 20, after: $after) {
      edges { cursor node { id ...OrderParts } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const words = Object.keys(orderStates) as (keyof typeof orderStates)[];

/** The orders of the viewer's organisations: how far each is, and what comes next. */
export function OrdersPage() {
  const t = useOrdersMessages();
  const market = useMarketMessages();
  const common = useCommonMessages();
  const viewer = useMarketViewer();
  const { stand, organisation, hinweis } = useSearch({ from: '/bestellungen' });
  const navigate = useNavigate({ from: '/bestellungen' });
  const pages = usePages({
    query: Orders,
    variables: {
      state: stand ? (orderStates[stand] as OrderState) : null,
      byOrganisationId: organisation ?? null,
    },
    read: (data) => data.orders,
  });
  const orders = readFragment(OrderParts, pages.nodes);
  const organisations = viewer ? marketOrganisations(viewer) : [];
  const filtered = stand !== undefined || organisation !== undefined;
  return (
    <Page title={t.title} lead={t.list.lead} width="wide">
      <div className="market-sections">
        {hinweis && <Alert kind="success" title={t.list[hinweis]} announce />}
        <div className="orders-filter no-print">
          <Select
            id="stand"
            label={t.list.state}
            value={stand ?? ''}
            onChange={({ target }) =>
              void navigate({
                search: (before) => ({
                  ...before,
                  stand: (target.value || undefined) as typeof stand,
                  hinweis: undefined,
                }),
                resetScroll: false,
              })
            }
          >
            <option value="">{t.list.all}</option>
            {words.map((word) => (
              <option key={word} value={word}>
                {market.orderStates[orderStates[word]]}
              </option>
            ))}
          </Select>
          {organisations.length > 1 && (
            <Select
              id="organisation"
              label={t.list.organisation}
              value={organisation ?? ''}
              onChange={({ target }) =>
                void navigate({
                  search: (before) => ({ ...before, organisation: target.value || undefined }),
                  resetScroll: false,
                })
              }
            >
              <option value="">{t.list.all}</option>
              {organisations.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </div>
        {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
        {pages.loading && !pages.data && !pages.error && <Spinner />}
        {!pages.loading && !pages.error && orders.length === 0 && (
          <EmptyState
            title={filtered ? t.list.emptyState : t.list.empty}
            action={filtered ? undefined : <ButtonLink to="/markt">{t.toMarket}</ButtonLink>}
          >
            {!filtered && t.list.emptyText}
          </EmptyState>
        )}
        <ul className="card-list">
          {orders.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </ul>
        <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
        <p className="no-print">
          <TextLink to="/vertraege">{t.list.toContracts}</TextLink>
        </p>
      </div>
    </Page>
  );
}
