import { useParams, useSearch } from '@tanstack/react-router';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { useLive } from '../../lib/useLive.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { OrderBadge } from '../../market/OrderBadge.tsx';
import { placeName } from '../../market/place.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { SummaryList } from '../../ui/SummaryList.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CancelOrder } from './CancelOrder.tsx';
import { OrderContacts } from './OrderContacts.tsx';
import { OrderCosts } from './OrderCosts.tsx';
import { OrderTimeline } from './OrderTimeline.tsx';
import { OrderDraft } from './orderDraft.ts';
import { declined, nextOf, OrderParts } from './orderParts.ts';
import { orderRows } from './orderRows.tsx';
import '../../market/market.css';
import './orders.css';
import { useOrdersMessages } from './ordersMessages.ts';

const OneOrder = graphql(`
  query OneOrder($reference: String!) { order(reference: $reference) { id ...OrderDraft ...OrderParts } }
`);

const OrderLive = graphql(`
  subscription OrderLive($organisationId: ID, $after: String) {
    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId order { id ...OrderDraft ...OrderParts } }
  }
`);

function Live({ organisationId, orderId }: { organisationId: string; orderId: string }) {
  const t = useOrdersMessages();
  const market = useMarketMessages();
  useLive(OrderLive, { organisationId }, ({ orderChanged }) => {
    if (orderChanged.orderId !== orderId) return;
    say(`${t.order.state}: ${market.orderStates[readFragment(OrderParts, orderChanged.order).state]}`);
  });
  return null;
}

/** One order: what was ordered for whom, how far it is, what comes next. */
export function OrderPage() {
  const t = useOrdersMessages();
  const market = useMarketMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const { reference } = useParams({ from: '/bestellungen/$reference' });
  const { hinweis } = useSearch({ from: '/bestellungen/$reference' });
  const { data, error, fetching } = useSteadyQuery(OneOrder, { reference });
  if (!data?.order) {
    if (!fetching && (!error || problemCode(error) === 'NOT_FOUND'))
      return (
        <Page title={t.notFound} lead={t.notFoundText}>
          <ButtonLink to="/bestellungen">{t.toList}</ButtonLink>
        </Page>
      );
    return (
      <div className="page page--text">
        {error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />}
      </div>
    );
  }
  const parts = readFragment(OrderParts, data.order);
  const draft = readFragment(OrderDraft, data.order);
  const { state, contract, ticket, offering } = parts;
  const back = declined(parts);
  const edit = parts.editable && (
    <ButtonLink look="primary" to="/bestellen/$slug" params={{ slug: offering.slug }} search={{ entwurf: [parts.id] }}>
      {parts.submittable && parts.missing.length === 0 ? t.order.finish : t.order.edit}
    </ButtonLink>
  );
  return (
    <Page
      title={parts.ordered.name}
      above={
        <>
          <TextLink to="/bestellungen">{t.title}</TextLink> · {t.order.lead(parts.reference)}
        </>
      }
      lead={<span className="verbatim">{placeName(parts, market)}</span>}
    >
      <Live organisationId={parts.organisation.id} orderId={parts.id} />
      <div className="market-sections">
        {hinweis === 'abgeschickt' && state === 'SUBMITTED' && (
          <Alert kind="success" title={t.order.submitted} announce>
            <p>{t.next.submitted}</p>
          </Alert>
        )}
        {hinweis === 'vorgelegt' && state === 'DRAFT' && (
          <Alert kind="success" title={t.order.put} announce>
            <p>{t.check.putHint}</p>
          </Alert>
        )}
        {state === 'RETURNED' && (
          <Alert kind="warning" title={back ? t.order.declined : t.order.returned}>
            <p className="verbatim">{back ? contract?.refusal?.reason : parts.decisionNote}</p>
          </Alert>
        )}
        <section className="stack" aria-labelledby="order-next">
          <h2 className="kern-heading-medium" id="order-next">
            {t.order.next}
          </h2>
          <p>
            <OrderBadge state={state} />
          </p>
          <p>{nextOf(parts, t)}</p>
          {state === 'RELEASED' && parts.decisionNote && <p className="verbatim">{parts.decisionNote}</p>}
          <p className="row no-print">
            {edit}
            {contract && (
              <ButtonLink
                look={contract.signableAs ? 'primary' : 'secondary'}
                to="/vertraege/$contractId"
                params={{ contractId: contract.id }}
              >
                {contract.signableAs ? t.order.sign : t.order.contract}
              </ButtonLink>
            )}
          </p>
          {ticket && (
            <p>
              <TextLink to="/tickets/$reference" params={{ reference: ticket.reference }}>
                {t.order.ticket(ticket.reference)}
              </TextLink>
            </p>
          )}
        </section>
        <OrderTimeline order={parts} />
        <section className="stack" aria-labelledby="order-what">
          <h2 className="kern-heading-medium" id="order-what">
            {t.order.what}
          </h2>
          <SummaryList rows={orderRows(draft, t, locale)} />
          {parts.interfaceCostsAcknowledgedAt && (
            <p className="muted">{t.order.acknowledged(formatTimeAsDay(parts.interfaceCostsAcknowledgedAt, locale))}</p>
          )}
          <p>
            <TextLink to="/markt/leistung/$slug" params={{ slug: offering.slug }}>
              {t.toSheet}
            </TextLink>
          </p>
        </section>
        <OrderCosts order={draft} />
        <div className="row no-print">
          {state !== 'CANCELLED' && <OrderContacts order={draft} />}
          <Button icon="draft" onClick={() => print()}>
            {t.order.print}
          </Button>
          {(state === 'DRAFT' || state === 'SUBMITTED' || state === 'RETURNED') && <CancelOrder order={parts} />}
        </div>
        {state === 'RELEASED' && (
          <p className="muted small no-print">
            {contract?.state === 'OFFERED' ? t.order.endsByDeclining : t.order.endsByContract}
          </p>
        )}
      </div>
    </Page>
  );
}
