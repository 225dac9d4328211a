import { useQuery } from 'urql';
import type { TicketPartsFragment, TicketRowPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Facts } from '../../ui/Facts.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import type { Reader } from './TicketRow.tsx';
import type { TicketsMessages } from './tickets.de.ts';
import { useTicketsMessages } from './ticketsMessages.ts';

const TicketOffering = graphql(`
  query TicketOffering($id: ID!) {
    node(id: $id) { __typename id ... on Offering { id slug current { id name } } }
  }
`);

function Offering({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: TicketOffering, variables: { id } });
  const offering = data?.node?.__typename === 'Offering' ? data.node : null;
  if (!offering) return null;
  return (
    <TextLink to="/markt/leistung/$slug" params={{ slug: offering.slug }}>
      {offering.current.name}
    </TextLink>
  );
}

/** How long something took, in its largest unit. */
export function lasted(from: string, to: string, t: TicketsMessages): string {
  const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  if (minutes < 60) return t.ticket.minutes(minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t.ticket.hours(hours) : t.ticket.days(Math.round(hours / 24));
}

interface TicketFactsProps {
  ticket: TicketPartsFragment;
  row: TicketRowPartsFragment;
  reader: Reader;
}

/** What there is to know about a ticket besides what was written. */
export function TicketFacts({ ticket, row, reader }: TicketFactsProps) {
  const t = useTicketsMessages();
  const locale = useLocale();
  const { offeringId, createdAt, firstAnsweredAt, parent } = ticket;
  const answered = firstAnsweredAt
    ? t.ticket.firstAnswerAfter(formatTime(firstAnsweredAt, locale), lasted(createdAt, firstAnsweredAt, t))
    : t.ticket.noAnswer(lasted(createdAt, new Date().toISOString(), t));
  return (
    <Facts
      rows={[
        [t.ticket.kind, t.kinds[row.kind]],
        [t.ticket.from, row.kind !== 'ORGANISATION' && row.requesterName],
        [t.ticket.organisation, row.organisation?.name],
        [t.ticket.about, offeringId && <Offering id={offeringId} />],
        [t.ticket.opened, formatTime(createdAt, locale)],
        [t.ticket.firstAnswer, reader === 'operator' && row.kind !== 'ORGANISATION' && answered],
        [
          t.ticket.belongsTo,
          parent && (
            <TextLink to="/tickets/$reference" params={{ reference: parent.reference }}>
              {parent.subject}
            </TextLink>
          ),
        ],
      ]}
    />
  );
}
