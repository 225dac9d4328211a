import { useSearch } from '@tanstack/react-router';
import { keepsCatalogue } from '../../lib/catalogueRights.ts';
import { isOperator, marketOrganisations } from '../../lib/marketRights.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { TicketList } from './TicketList.tsx';
import './tickets.css';
import { useTicketsMessages } from './ticketsMessages.ts';
import { kindWords, memberKinds } from './ticketsSearch.ts';

/** The tickets of all organisations, for operators; reports on the directory, for editors. */
export function OperatorTicketsPage() {
  const t = useTicketsMessages();
  const { loading, viewer } = useViewer();
  const { suche: _, ...search } = useSearch({ from: '/betrieb/tickets' });
  if (loading || !viewer) return <Spinner />;
  if (!keepsCatalogue(viewer)) return <Page title={t.operatorTitle}>{t.onlyEditors}</Page>;
  if (!isOperator(viewer)) {
    const organisations = marketOrganisations(viewer);
    return (
      <Page
        title={t.editorTitle}
        above={organisations.length > 0 && <TextLink to="/tickets">{t.toOwn}</TextLink>}
        lead={t.editorLead}
        width="wide"
      >
        <TicketList
          search={search}
          reader="operator"
          kinds={[...(organisations.length > 0 ? memberKinds : []), 'verzeichnis']}
          organisations={organisations}
        />
      </Page>
    );
  }
  return (
    <Page
      title={t.operatorTitle}
      above={
        <>
          <TextLink to="/betrieb">{t.toDesk}</TextLink> · <TextLink to="/betrieb/textbausteine">{t.toCanned}</TextLink>
        </>
      }
      lead={t.operatorLead}
      width="wide"
    >
      <TicketList search={search} reader="operator" kinds={kindWords} organisations={[]} />
    </Page>
  );
}
