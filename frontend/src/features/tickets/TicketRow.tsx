import type { TicketRowPartsFragment, TicketState } from '../../gql/graphql.ts';
import { formatShort } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useTicketsMessages } from './ticketsMessages.ts';

/** Who reads: a member of the organisation, or an operator. */
export type Reader = 'member' | 'operator';

/** Whom a ticket waits for, in words of who reads; what waits for the reader stands out. */
export function StateBadge({ state, reader }: { state: TicketState; reader: Reader }) {
  const t = useTicketsMessages();
  const waits = state === (reader === 'operator' ? 'OPEN' : 'WAITING_FOR_REQUESTER');
  const kind = waits ? 'warning' : state === 'RESOLVED' ? 'success' : 'info';
  return <Badge kind={kind}>{(reader === 'operator' ? t.operatorStates : t.states)[state]}</Badge>;
}

/** Whether it is the parent of an organisation's tickets and nothing was written in it: it waits for nobody. */
export function isFolder({ kind, version }: Pick<TicketRowPartsFragment, 'kind' | 'version'>): boolean {
  return kind === 'ORGANISATION' && version === 1;
}

/** With which operator a ticket is. */
export function useAssignee(): (of: Pick<TicketRowPartsFragment, 'assigneeName' | 'assignedToMe'>) => string {
  const t = useTicketsMessages();
  return ({ assigneeName, assignedToMe }) => {
    if (assignedToMe) return t.withMe;
    return assigneeName ? t.with(assigneeName) : t.withNobody;
  };
}

/** One ticket of a list. */
export function TicketRow({ row, reader, named }: { row: TicketRowPartsFragment; reader: Reader; named: boolean }) {
  const t = useTicketsMessages();
  const locale = useLocale();
  const assignee = useAssignee();
  const facts = [
    row.reference,
    t.kinds[row.kind],
    named && (row.organisation?.name ?? row.requesterName),
    (row.assigneeName || (reader === 'operator' && row.state !== 'RESOLVED' && !isFolder(row))) && assignee(row),
    t.changed(formatShort(row.updatedAt, locale)),
  ].filter(Boolean);
  return (
    <li className="tickets-row">
      <p className="tickets-row-head">
        <TextLink to="/tickets/$reference" params={{ reference: row.reference }} className="tickets-row-link verbatim">
          {row.subject}
        </TextLink>
        {!isFolder(row) && <StateBadge state={row.state} reader={reader} />}
      </p>
      <p className="muted small verbatim">{facts.join(' · ')}</p>
    </li>
  );
}
