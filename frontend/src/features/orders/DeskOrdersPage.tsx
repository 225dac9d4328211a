import { useNavigate, useSearch } from '@tanstack/react-router';
import type { OrderState } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { useViewer } from '../../lib/viewer.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { OrderBadge } from '../../market/OrderBadge.tsx';
import { placeName } from '../../market/place.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { OrderParts } from './orderParts.ts';
import '../../market/market.css';
import './orders.css';
import { orderStates } from './orderSearch.ts';
import { useOrdersMessages } from './ordersMessages.ts';

const DeskOrders = graphql(`
  query DeskOrders($state: OrderState, $after: String) {
    desk {
      orders(state: $state, first: 20, after: $after) {
        edges { cursor node { id ...OrderParts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const words = Object.keys(orderStates) as (keyof typeof orderStates)[];

/** The operators' list of orders, those that wait first. */
export function DeskOrdersPage() {
  const t = useOrdersMessages();
  const market = useMarketMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const { viewer } = useViewer();
  const { stand = 'eingereicht', entschieden } = useSearch({ from: '/betrieb/bestellungen' });
  const navigate = useNavigate({ from: '/betrieb/bestellungen' });
  const pages = usePages({
    query: DeskOrders,
    variables: { state: orderStates[stand] as OrderState },
    read: (data) => data.desk?.orders,
  });
  const orders = readFragment(OrderParts, pages.nodes);
  if (viewer && !viewer.platformRoles.includes('OPERATOR'))
    return <Page title={t.desk.title}>{t.desk.onlyOperators}</Page>;
  return (
    <Page title={t.desk.title} lead={t.desk.lead} width="wide">
      <div className="market-sections">
        {entschieden && <Alert kind="success" title={t.desk.outcomes[entschieden]} announce />}
        <div className="orders-filter">
          <Select
            id="stand"
            label={t.list.state}
            value={stand}
            onChange={({ target }) =>
              void navigate({ search: { stand: target.value as typeof stand }, resetScroll: false })
            }
          >
            {words.map((word) => (
              <option key={word} value={word}>
                {market.orderStates[orderStates[word]]}
              </option>
            ))}
          </Select>
        </div>
        {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
        {pages.loading && !pages.data && !pages.error && <Spinner />}
        {!pages.loading && !pages.error && orders.length === 0 && (
          <EmptyState title={stand === 'eingereicht' ? t.desk.empty : t.desk.emptyState}>
            {stand === 'eingereicht' && t.desk.emptyText}
          </EmptyState>
        )}
        <ul className="card-list">
          {orders.map((order) => (
            <li key={order.id} className="card">
              <div className="card-head">
                <h2 className="kern-heading-small">{order.ordered.name}</h2>
                <OrderBadge state={order.state} />
              </div>
              <p className="verbatim">{placeName(order, market)}</p>
              <p className="muted small">
                <span className="verbatim">{order.reference}</span>
                {order.placedAt && ` · ${t.desk.waitingSince(formatTime(order.placedAt, locale))}`}
              </p>
              <div>
                <ButtonLink
                  to="/betrieb/bestellungen/$reference"
                  params={{ reference: order.reference }}
                  look={order.state === 'SUBMITTED' ? 'primary' : 'secondary'}
                  aria-label={t.desk.checkNamed(order.reference)}
                >
                  {t.desk.check}
                </ButtonLink>
              </div>
            </li>
          ))}
        </ul>
        <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      </div>
    </Page>
  );
}
