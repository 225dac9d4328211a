import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useSearchBox } from '../../lib/searchBox.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TicketFilters } from './TicketFilters.tsx';
import { TicketListLive } from './TicketListLive.tsx';
import { type Reader, TicketRow } from './TicketRow.tsx';
import { TicketRowParts } from './ticketParts.ts';
import { useTicketsMessages } from './ticketsMessages.ts';
import { type KindWord, type TicketsSearch, ticketFilter } from './ticketsSearch.ts';

const Tickets = graphql(`
  query Tickets(
    $organisationId: ID, $state: TicketState, $kind: TicketKind, $assignedToMe: Boolean, $search: String, $after: String
  ) {
    tickets(
      organisationId: $organisationId, state: $state, kind: $kind, assignedToMe: $assignedToMe, search: $search,
      first: 30, after: $after
    ) {
      edges { cursor node { id ...TicketRowParts } }
      pageInfo { endCursor hasNextPage }
    }
  }
`);

interface TicketListProps {
  search: TicketsSearch;
  reader: Reader;
  /** Those that there can be tickets of. */
  kinds: readonly KindWord[];
  /** Those of a member. */
  organisations: readonly { id: string; name: string }[];
}

// Which tickets changed since the list was asked for. They move to its top on request only.
function useChanged(empty: boolean, reload: () => void) {
  const [changed, setChanged] = useState<readonly string[]>([]);
  return {
    count: changed.length,
    note(ticketId: string) {
      if (empty) reload();
      else setChanged((all) => (all.includes(ticketId) ? all : [...all, ticketId]));
    },
    show() {
      setChanged([]);
      reload();
    },
  };
}

/** Tickets with their filters, the last that changed first. */
export function TicketList({ search, reader, kinds, organisations }: TicketListProps) {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const navigate = useNavigate();
  const box = useSearchBox('suche', 'account', 350);
  const pages = usePages({ query: Tickets, variables: ticketFilter(search, box.words), read: (data) => data.tickets });
  const rows = readFragment(TicketRowParts, pages.nodes);
  const settled = pages.data !== undefined && !pages.loading;
  const changed = useChanged(rows.length === 0, pages.reload);
  const narrowed = box.words !== '' || Object.keys(search).length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is fresh.
  useEffect(() => () => changed.show(), [JSON.stringify(search), box.words]);
  const reset = () => {
    box.search('');
    void navigate({ to: '.', search: {}, state: true, replace: true, resetScroll: false });
  };
  return (
    <div className="stack">
      {[...(reader === 'operator' ? [null] : []), ...organisations.map(({ id }) => id)].map((id) => (
        <TicketListLive key={id} organisationId={id} onChange={changed.note} />
      ))}
      <TicketFilters search={search} box={box} reader={reader} kinds={kinds} organisations={organisations} />
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      <div role="status">
        {changed.count > 0 && (
          <Button small icon="arrow-up" onClick={changed.show}>
            {t.showChanged(changed.count)}
          </Button>
        )}
        {settled && rows.length === 0 && narrowed && t.noHit}
      </div>
      {pages.loading && rows.length === 0 && !pages.error && <Spinner />}
      {settled && rows.length === 0 && !narrowed && <EmptyState title={t.empty}>{t.emptyText}</EmptyState>}
      {settled && rows.length === 0 && narrowed && (
        <p>
          <Button onClick={reset}>{t.resetFilters}</Button>
        </p>
      )}
      {rows.length > 0 && (
        <ul className="tickets-rows" aria-label={t.list}>
          {rows.map((row) => (
            <TicketRow
              key={row.id}
              row={row}
              reader={reader}
              named={reader === 'operator' || organisations.length > 1}
            />
          ))}
        </ul>
      )}
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}
