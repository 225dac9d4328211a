import { useSearch } from '@tanstack/react-router';
import { marketOrganisations } from '../../lib/marketRights.ts';
import { useViewer } from '../../lib/viewer.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TicketList } from './TicketList.tsx';
import './tickets.css';
import { useTicketsMessages } from './ticketsMessages.ts';
import { memberKinds } from './ticketsSearch.ts';

/** The tickets of a member's organisations. */
export function TicketsPage() {
  const t = useTicketsMessages();
  const { loading, viewer } = useViewer();
  const { suche: _, ...search } = useSearch({ from: '/tickets' });
  if (loading || !viewer) return <Spinner />;
  const organisations = marketOrganisations(viewer);
  if (organisations.length === 0) {
    return (
      <Page title={t.none} lead={t.noneText}>
        <ButtonLink to="/markt">{t.toMarket}</ButtonLink>
      </Page>
    );
  }
  return (
    <Page title={t.title} lead={t.lead} width="wide">
      <div className="stack">
        <p>
          <ButtonLink to="/tickets/neu" look="primary">
            {t.ask}
          </ButtonLink>
        </p>
        <TicketList search={search} reader="member" kinds={memberKinds} organisations={organisations} />
      </div>
    </Page>
  );
}
