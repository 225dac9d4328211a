import { useRef } from 'react';
import type { TicketPartsFragment, TicketRowPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useLive } from '../../lib/useLive.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { SteadyFocus } from '../../ui/SteadyFocus.tsx';
import { TicketEntry } from './TicketEntry.tsx';
import { TicketReply } from './TicketReply.tsx';
import type { Reader } from './TicketRow.tsx';
import { TicketEntryParts } from './ticketParts.ts';
import { useTicketsMessages } from './ticketsMessages.ts';

const TicketEntries = graphql(`
  query TicketEntries($reference: String!, $before: String) {
    ticket(reference: $reference) {
      id
      entries(last: 20, before: $before) {
        edges { cursor node { id ...TicketEntryParts } }
        pageInfo { startCursor hasPreviousPage }
      }
    }
  }
`);

const TicketChanges = graphql(`
  subscription TicketChanges($organisationId: ID, $after: String) {
    ticketChanged(organisationId: $organisationId, after: $after) {
      cursor
      ticketId
      ticket { id ...TicketParts }
      entryEdge { cursor node { id ...TicketEntryParts } }
    }
  }
`);

interface TicketThreadProps {
  ticket: TicketPartsFragment;
  row: TicketRowPartsFragment;
  reader: Reader;
}

/** What was written, oldest first, and where one answers. What arrives is added at the end and said; where one writes stays where it is. */
export function TicketThread({ ticket, row, reader }: TicketThreadProps) {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const pages = usePages({
    query: TicketEntries,
    variables: { reference: row.reference },
    read: (data) => data.ticket?.entries,
    backward: true,
  });
  const entries = readFragment(TicketEntryParts, pages.nodes);
  const own = useRef(new Set<string>());
  const organisationId = reader === 'operator' ? null : (row.organisation?.id ?? null);
  useLive(TicketChanges, { organisationId }, ({ ticketChanged: { ticketId, entryEdge } }) => {
    if (ticketId !== ticket.id) return;
    pages.reload();
    const arrived = readFragment(TicketEntryParts, entryEdge?.node);
    // An entry is told of again when its mail comes back.
    if (!arrived || own.current.has(arrived.id) || entries.some(({ id }) => id === arrived.id)) return;
    say(t.entries.arrived(arrived.author));
  });
  return (
    <SteadyFocus className="stack-l">
      <section className="stack" aria-labelledby="ticket-entries">
        <h2 className="kern-heading-medium" id="ticket-entries">
          {t.entries.title}
        </h2>
        {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
        {pages.loading && entries.length === 0 && <Spinner />}
        {pages.data && !pages.loading && entries.length === 0 && <p className="muted">{t.entries.none}</p>}
        {pages.hasMore && (
          <p>
            <Button small icon="arrow-up" busy={pages.loadingMore} onClick={pages.more}>
              {t.entries.earlier}
            </Button>
          </p>
        )}
        <ol className="tickets-entries">
          {entries.map((entry) => (
            <li key={entry.id}>
              <TicketEntry entry={entry} />
            </li>
          ))}
        </ol>
      </section>
      {!ticket.mergedInto && (
        <TicketReply
          key={ticket.id}
          ticketId={ticket.id}
          resolved={row.state === 'RESOLVED'}
          reader={reader}
          onWritten={(entryId) => {
            own.current.add(entryId);
            pages.reload();
          }}
        />
      )}
    </SteadyFocus>
  );
}
