import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { useOrdersMessages } from './ordersMessages.ts';

/** What an order costs: nothing with the contract, and what is known of further costs. */
export function OrderCosts({ order }: { order: OrderDraftFragment }) {
  const t = useOrdersMessages().check;
  const { ordered, procedure } = order;
  const chosen = ordered.interfaces.find((one) => one.procedure.id === procedure?.id);
  return (
    <section className="stack" aria-labelledby="order-costs">
      <h2 className="kern-heading-medium" id="order-costs">
        {t.cost}
      </h2>
      <ul className="orders-list">
        <li>
          <strong>{t.costContract}</strong>
        </li>
        <li>
          {t.costClasses[ordered.costClass]}
          {ordered.costNote && ` ${ordered.costNote}`}
        </li>
        {ordered.financedByLevy && <li>{t.levy}</li>}
        {chosen && (
          <li>
            {t.interfaceCost(chosen.procedure.name, t.interfaceCosts[chosen.costClass])}
            {chosen.costNote && `. ${chosen.costNote}`}
          </li>
        )}
        <li>{t.interfaceOwn}</li>
      </ul>
    </section>
  );
}
