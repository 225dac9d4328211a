import type { OrderPartsFragment } from '../../gql/graphql.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { OrderBadge } from '../../market/OrderBadge.tsx';
import { placeName } from '../../market/place.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { nextOf } from './orderParts.ts';
import { useOrdersMessages } from './ordersMessages.ts';

/** One order in the list: what, for whom, how far, and what comes next. */
export function OrderRow({ order }: { order: OrderPartsFragment }) {
  const t = useOrdersMessages();
  const market = useMarketMessages();
  const locale = useLocale();
  return (
    <li className="card">
      <div className="card-head">
        <h2 className="kern-heading-small">
          <TextLink to="/bestellungen/$reference" params={{ reference: order.reference }}>
            {order.ordered.name}
          </TextLink>
        </h2>
        <OrderBadge state={order.state} />
      </div>
      <p className="verbatim">{placeName(order, market)}</p>
      <p>{nextOf(order, t)}</p>
      <p className="muted small">
        <span className="verbatim">{order.reference}</span> · {t.list.changed(formatTimeAsDay(order.updatedAt, locale))}
      </p>
    </li>
  );
}
