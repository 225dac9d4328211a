import type { ReactNode } from 'react';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useOrganisationKinds } from '../../lib/i18n/organisationKinds.ts';
import { Badge } from '../../ui/Badge.tsx';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { useOrdersMessages } from './ordersMessages.ts';

/** What an operator looks at before an order is released. */
export const OrderChecksParts = graphql(`
  fragment OrderChecks on Order {
    id submittedBy actingPerson alreadyInUse portalUrl interfaceCostsAcknowledgedAt
    organisation { id kind }
    onBehalfOf { id kind }
    unit { id kind }
    ordered { id eligible }
    offering { id chain { level state } }
    subjectContact { name }
    technicalContact { name }
  }
`);

/** What is to be looked at, each with whether it is as it should be. */
export function OrderChecks({ order }: { order: FragmentType<typeof OrderChecksParts> }) {
  const t = useOrdersMessages();
  const words = t.desk;
  const kinds = useOrganisationKinds();
  const locale = useLocale();
  const one = readFragment(OrderChecksParts, order);
  const kind = one.unit?.kind ?? one.onBehalfOf?.kind ?? one.organisation.kind;
  const { eligible } = one.ordered;
  const mayOrder = eligible.length === 0 ? kind !== 'HEALTH_OFFICE' : eligible.includes(kind);
  const { chain } = one.offering;
  const chainHolds = chain.length > 0 && chain.every(({ state }) => state === 'EFFECTIVE');
  const contacts = Boolean(one.subjectContact && one.technicalContact);
  const acknowledged = one.interfaceCostsAcknowledgedAt;
  const rows: [string, boolean, ReactNode][] = [
    [
      words.checkSigner,
      one.submittedBy !== null,
      one.actingPerson && one.submittedBy ? t.order.acting(one.submittedBy, one.actingPerson) : one.submittedBy,
    ],
    [words.checkKind, mayOrder, (mayOrder ? words.kindOk : words.kindLook)(kinds[kind])],
    [words.checkChain, chainHolds, chainHolds ? words.chainOk : chain.length > 0 ? words.chainLook : words.chainNone],
    [words.checkContacts, contacts, contacts ? words.contactsOk : words.contactsLook],
    [
      words.checkCosts,
      acknowledged !== null,
      acknowledged ? words.costsOk(formatTimeAsDay(acknowledged, locale)) : words.costsLook,
    ],
  ];
  if (one.alreadyInUse)
    rows.push([
      words.checkLink,
      one.portalUrl !== null,
      one.portalUrl ? (
        <ExternalLink key="link" href={one.portalUrl}>
          {one.portalUrl}
        </ExternalLink>
      ) : (
        t.check.nothing
      ),
    ]);
  return (
    <section className="stack" aria-labelledby="order-checks">
      <h2 className="kern-heading-medium" id="order-checks">
        {words.checks}
      </h2>
      <dl className="orders-checks">
        {rows.map(([term, ok, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <Badge kind={ok ? 'success' : 'warning'}>{ok ? words.ok : words.look}</Badge>{' '}
              <span className="verbatim">{value}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
