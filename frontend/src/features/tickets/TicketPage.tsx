import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { TicketPartsFragment, TicketRowPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { keepsCatalogue } from '../../lib/catalogueRights.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { isOperator } from '../../lib/marketRights.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ChildTickets } from './ChildTickets.tsx';
import { TicketFacts } from './TicketFacts.tsx';
import { TicketPeople } from './TicketPeople.tsx';
import { isFolder, type Reader } from './TicketRow.tsx';
import { TicketThread } from './TicketThread.tsx';
import { TicketParts, TicketRowParts } from './ticketParts.ts';
import './tickets.css';
import { useTicketsMessages } from './ticketsMessages.ts';

const TicketWork = lazyPart(() => import('./TicketWork.tsx'), 'TicketWork');

const TicketHead = graphql(`
  query TicketHead($reference: String!) { ticket(reference: $reference) { id ...TicketParts } }
`);

function Above({ reference, reader }: { reference: string; reader: Reader }) {
  const t = useTicketsMessages();
  return (
    <>
      <TextLink to={reader === 'operator' ? '/betrieb/tickets' : '/tickets'}>{t.title}</TextLink> · {t.ticket.reference}{' '}
      <span className="verbatim">{reference}</span>
    </>
  );
}

function Merged({ into }: { into: NonNullable<TicketPartsFragment['mergedInto']> }) {
  const t = useTicketsMessages();
  return (
    <Alert kind="info" title={t.ticket.merged(into.reference)}>
      <p>{t.ticket.mergedText}</p>
      <ButtonLink to="/tickets/$reference" params={{ reference: into.reference }} look="primary">
        {t.ticket.toMerged(into.reference)}
      </ButtonLink>
    </Alert>
  );
}

interface ShownProps {
  ticket: TicketPartsFragment;
  row: TicketRowPartsFragment;
  reader: Reader;
}

function Shown({ ticket, row, reader }: ShownProps) {
  if (ticket.mergedInto) return <Merged into={ticket.mergedInto} />;
  return (
    <div className="tickets-columns">
      {!isFolder(row) && (
        <div className="tickets-state-of">
          <Suspense fallback={<Spinner />}>
            <TicketWork row={row} reader={reader} />
          </Suspense>
        </div>
      )}
      <div className="tickets-main stack-l">
        {row.kind === 'ORGANISATION' && <ChildTickets reference={row.reference} reader={reader} />}
        <TicketThread ticket={ticket} row={row} reader={reader} />
      </div>
      <div className="tickets-aside stack-l">
        <TicketFacts ticket={ticket} row={row} reader={reader} />
        <TicketPeople ticket={ticket} row={row} reader={reader} />
      </div>
    </div>
  );
}

/** One ticket: whom it waits for, what was written, who takes part, and where one answers. */
export function TicketPage() {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const { reference } = useParams({ from: '/tickets/$reference' });
  const { viewer } = useViewer();
  const { data, error, fetching } = useSteadyQuery(TicketHead, { reference });
  if (!viewer || (!data && fetching)) return <Spinner />;
  if (!data?.ticket) {
    const reader = keepsCatalogue(viewer) ? 'operator' : 'member';
    const fault = error && problemCode(error) !== 'NOT_FOUND';
    return (
      <Page title={t.ticket.missing} lead={fault ? problemText(error, common) : t.ticket.missingText}>
        <ButtonLink to={reader === 'operator' ? '/betrieb/tickets' : '/tickets'}>{t.ticket.toList}</ButtonLink>
      </Page>
    );
  }
  const ticket = readFragment(TicketParts, data.ticket);
  const row = readFragment(TicketRowParts, ticket);
  const answers = isOperator(viewer) || (keepsCatalogue(viewer) && row.kind === 'DIRECTORY');
  const reader = answers ? 'operator' : 'member';
  return (
    <Page key={ticket.id} title={row.subject} above={<Above reference={row.reference} reader={reader} />} width="wide">
      <Shown ticket={ticket} row={row} reader={reader} />
    </Page>
  );
}
