import type { ReactNode } from 'react';
import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { formatDate } from '../../lib/dates.ts';
import type { Locale } from '../../lib/display.ts';
import { ContactLines } from './ContactLines.tsx';
import type { OrderStep } from './orderSteps.ts';
import type { OrdersMessages } from './orders.de.ts';

/** One line of what an order says, and on which page it is changed. */
export interface OrderRow {
  step: OrderStep;
  term: string;
  value: ReactNode;
}

/** What an order says, in the order of its pages. */
export function orderRows(order: OrderDraftFragment, t: OrdersMessages, locale: Locale): OrderRow[] {
  const { check } = t;
  const nothing = <span className="muted">{check.nothing}</span>;
  const contact = (one: OrderDraftFragment['subjectContact']) => (one ? <ContactLines contact={one} /> : nothing);
  const filled = order.parameters.filter(({ value }) => value);
  const rows: (OrderRow | false)[] = [
    { step: 'nutzung', term: check.usage, value: order.alreadyInUse ? check.inUse : check.notInUse },
    order.alreadyInUse && { step: 'nutzung', term: check.portalUrl, value: order.portalUrl ?? nothing },
    {
      step: 'verfahren',
      term: check.procedure,
      value: order.procedure ? check.version(order.procedure.name, order.procedureVersion) : nothing,
    },
    { step: 'beteiligte', term: check.vendor, value: order.vendor?.name ?? nothing },
    { step: 'beteiligte', term: check.itProvider, value: order.itProvider?.name ?? nothing },
    { step: 'kontakte', term: check.subject, value: contact(order.subjectContact) },
    { step: 'kontakte', term: check.technical, value: contact(order.technicalContact) },
    order.parameters.length > 0 &&
      !order.alreadyInUse && {
        step: 'angaben',
        term: check.parameters,
        value: (
          <>
            {check.filled(filled.length, order.parameters.length)}
            {filled.length > 0 && (
              <ul>
                {filled.map(({ parameter, value }) => (
                  <li key={parameter.key}>
                    {parameter.label}: <span className="verbatim">{value}</span>
                  </li>
                ))}
              </ul>
            )}
          </>
        ),
      },
    !order.alreadyInUse && {
      step: 'wunsch',
      term: check.wishedOn,
      value: order.wishedOn ? formatDate(order.wishedOn, locale) : nothing,
    },
    { step: 'wunsch', term: check.note, value: order.note ?? nothing },
  ];
  return rows.filter((row): row is OrderRow => row !== false);
}
