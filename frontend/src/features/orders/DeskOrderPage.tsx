import { useNavigate, useParams } from '@tanstack/react-router';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useViewer } from '../../lib/viewer.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { OrderBadge } from '../../market/OrderBadge.tsx';
import { placeName } from '../../market/place.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { SummaryList } from '../../ui/SummaryList.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { DecideOrder } from './DecideOrder.tsx';
import { OrderChecks } from './OrderChecks.tsx';
import { OrderTimeline } from './OrderTimeline.tsx';
import { OrderDraft } from './orderDraft.ts';
import { OrderParts } from './orderParts.ts';
import { orderRows } from './orderRows.tsx';
import '../../market/market.css';
import './orders.css';
import { useOrdersMessages } from './ordersMessages.ts';

const DeskOrder = graphql(`
  query DeskOrder($reference: String!) {
    order(reference: $reference) { id ...OrderDraft ...OrderParts ...OrderChecks }
  }
`);

/** One order as an operator checks it: what it says, what to look at, and the decision. */
export function DeskOrderPage() {
  const t = useOrdersMessages();
  const market = useMarketMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const { viewer } = useViewer();
  const navigate = useNavigate();
  const { reference } = useParams({ from: '/betrieb/bestellungen/$reference' });
  const { data, error, fetching } = useSteadyQuery(DeskOrder, { reference });
  if (viewer && !viewer.platformRoles.includes('OPERATOR'))
    return <Page title={t.desk.title}>{t.desk.onlyOperators}</Page>;
  if (!data?.order) {
    if (!fetching && (!error || problemCode(error) === 'NOT_FOUND'))
      return (
        <Page title={t.notFound}>
          <ButtonLink to="/betrieb/bestellungen">{t.desk.back}</ButtonLink>
        </Page>
      );
    return (
      <div className="page page--text">
        {error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />}
      </div>
    );
  }
  const order = readFragment(OrderParts, data.order);
  const draft = readFragment(OrderDraft, data.order);
  const decided = (entschieden: 'freigegeben' | 'zurueckgegeben') =>
    void navigate({ to: '/betrieb/bestellungen', search: { entschieden } });
  return (
    <Page
      title={order.ordered.name}
      above={
        <>
          <TextLink to="/betrieb/bestellungen">{t.desk.title}</TextLink> · {t.order.lead(order.reference)}
        </>
      }
      lead={<span className="verbatim">{placeName(order, market)}</span>}
    >
      <div className="market-sections">
        <p>
          <OrderBadge state={order.state} />
        </p>
        <OrderChecks order={data.order} />
        <section className="stack" aria-labelledby="order-what">
          <h2 className="kern-heading-medium" id="order-what">
            {t.order.what}
          </h2>
          <SummaryList rows={orderRows(draft, t, locale)} />
          <p className="row">
            <TextLink to="/markt/leistung/$slug" params={{ slug: order.offering.slug }}>
              {t.toSheet}
            </TextLink>
            {order.ticket && (
              <TextLink to="/tickets/$reference" params={{ reference: order.ticket.reference }}>
                {t.order.ticket(order.ticket.reference)}
              </TextLink>
            )}
          </p>
        </section>
        <OrderTimeline order={order} />
        <section className="stack" aria-labelledby="order-decision">
          <h2 className="kern-heading-medium" id="order-decision">
            {t.desk.decision}
          </h2>
          {order.state === 'SUBMITTED' ? (
            <DecideOrder order={order} onDecided={decided} />
          ) : (
            <>
              <p>{t.desk.decidedAlready}</p>
              {order.decisionNote && <p className="verbatim">{order.decisionNote}</p>}
            </>
          )}
        </section>
      </div>
    </Page>
  );
}
