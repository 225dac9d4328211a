import { useClient } from 'urql';
import type { TicketUpdateInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useTicketsMessages } from './ticketsMessages.ts';

/** Changes a ticket; a form sends it with `useSubmit`. */
export const TicketUpdate = graphql(`
  mutation TicketUpdate($input: TicketUpdateInput!) {
    ticketUpdate(input: $input) { ticket { id ...TicketParts } userErrors { code field message } }
  }
`);

const NewerTicket = graphql(`
  query NewerTicket($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }
`);

interface Changed {
  id: string;
  version: number;
  reference: string;
}

/** Loads a ticket as it is now, after a change of an old version was refused. */
export function useNewerTicket(): (reference: string) => Promise<void> {
  const client = useClient();
  return async (reference) => {
    await client.query(NewerTicket, { reference }, { requestPolicy: 'network-only' }).toPromise();
  };
}

/** Changes a ticket as it is shown; answers what kept it from being changed, or null. A newer one is loaded. */
export function useTicketUpdate(
  ticket: Changed,
): (change: Omit<TicketUpdateInput, 'ticketId' | 'expectedVersion'>) => Promise<string | null> {
  const client = useClient();
  const common = useCommonMessages();
  const t = useTicketsMessages();
  const newer = useNewerTicket();
  return async (change) => {
    const input = { ticketId: ticket.id, expectedVersion: ticket.version, ...change };
    const { data, error } = await client.mutation(TicketUpdate, { input }).toPromise();
    if (error || !data) return error ? problemText(error, common) : common.problem.unknown;
    const [refused] = data.ticketUpdate.userErrors;
    if (refused?.code !== 'STALE') return refused?.message ?? null;
    await newer(ticket.reference);
    return t.work.stale;
  };
}
