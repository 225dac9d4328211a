import { graphql, readFragment } from '../../gql/index.ts';
import { usePages } from '../../lib/usePages.ts';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { type Reader, TicketRow } from './TicketRow.tsx';
import { TicketRowParts } from './ticketParts.ts';
import { useTicketsMessages } from './ticketsMessages.ts';

const TicketChildren = graphql(`
  query TicketChildren($reference: String!, $after: String) {
    ticket(reference: $reference) {
      id
      children(first: 20, after: $after) {
        edges { cursor node { id ...TicketRowParts } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`);

/** The tickets below the one of an organisation. */
export function ChildTickets({ reference, reader }: { reference: string; reader: Reader }) {
  const t = useTicketsMessages();
  const pages = usePages({ query: TicketChildren, variables: { reference }, read: (data) => data.ticket?.children });
  const rows = readFragment(TicketRowParts, pages.nodes);
  return (
    <section className="stack" aria-labelledby="ticket-children">
      <h2 className="kern-heading-medium" id="ticket-children">
        {t.children.title}
      </h2>
      {pages.loading && rows.length === 0 && <Spinner />}
      {pages.data && rows.length === 0 && <p className="muted">{t.children.none}</p>}
      <ul className="tickets-rows">
        {rows.map((row) => (
          <TicketRow key={row.id} row={row} reader={reader} named={false} />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </section>
  );
}
