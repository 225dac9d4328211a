import { graphql } from '../../gql/index.ts';
import { useLive } from '../../lib/useLive.ts';

const TicketListChanges = graphql(`
  subscription TicketListChanges($organisationId: ID, $after: String) {
    ticketChanged(organisationId: $organisationId, after: $after) { cursor ticketId ticket { id ...TicketRowParts } }
  }
`);

interface TicketListLiveProps {
  /** Null for those of all organisations, which operators follow, and for those of the directory, which editors do. */
  organisationId: string | null;
  onChange: (ticketId: string) => void;
}

/** Listens for the tickets of one organisation: what is shown of them is kept fresh by the cache, and the list is told. */
export function TicketListLive({ organisationId, onChange }: TicketListLiveProps) {
  useLive(TicketListChanges, { organisationId }, ({ ticketChanged: { ticketId } }) => onChange(ticketId));
  return null;
}
