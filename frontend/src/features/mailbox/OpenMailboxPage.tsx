import { useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import type { OpeningPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { SummaryList, type SummaryRow } from '../../ui/SummaryList.tsx';
import { Contact } from './Contact.tsx';
import './mailbox.css';
import '../../postbox/postbox.css';
import { useMailboxMessages } from './mailboxMessages.ts';
import { OpeningParts } from './OpeningAuthorities.tsx';
import { OpeningForm } from './OpeningForm.tsx';
import { complete, forAuthority } from './opening.ts';
import { ReachabilityBadge } from './ReachabilityBadge.tsx';

const OpeningServices = graphql(`
  query OpeningServices($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!], $nodes: [ID!]!) {
    region(ars: $ars) { id name designation }
    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...OpeningParts }
    nodes(ids: $nodes) { __typename id ... on Undertaking { id name } }
  }
`);

const OpeningAuthority = graphql(`
  query OpeningAuthority($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Authority {
        id
        name
        reachability
        address { recipient addition street houseNumber postalCode city region country }
        phone
        fax
      }
    }
  }
`);

function Services({ search }: { search: ReturnType<typeof useOpening> }) {
  const t = useMailboxMessages();
  const common = useCommonMessages();
  const [{ data, error, fetching }] = useQuery({
    query: OpeningServices,
    variables: {
      ars: search.ars ?? '',
      undertakingId: search.undertaking ?? null,
      serviceIds: search.service ?? null,
      nodes: search.undertaking ? [search.undertaking] : [],
    },
  });
  if (error && !data) return <Alert kind="danger" title={problemText(error, common)} announce />;
  if (!data) return fetching ? <Spinner /> : null;
  const competences: readonly OpeningPartsFragment[] = readFragment(OpeningParts, data.competences);
  const [undertaking] = data.nodes;
  const undertakingName = undertaking?.__typename === 'Undertaking' ? undertaking.name : null;
  const place = [data.region?.designation, data.region?.name].filter(Boolean).join(' ');
  const rows: SummaryRow[] = [
    ...(undertakingName ? [{ term: t.open.undertaking, value: undertakingName }] : []),
    ...(place ? [{ term: t.open.place, value: place }] : []),
  ];
  const candidates = competences.flatMap((competence) => competence.candidates);
  const none = candidates.length > 0 && candidates.every(({ authority }) => authority.reachability !== 'CONNECTED');
  return (
    <div className="stack-l">
      {rows.length > 0 && <SummaryList rows={rows} />}
      {none && (
        <Alert kind="info" title={t.open.noneConnected}>
          <p>{t.open.noneConnectedText}</p>
        </Alert>
      )}
      <OpeningForm
        search={search}
        competences={competences}
        proposedTitle={undertakingName ?? competences[0]?.service.name ?? ''}
      />
    </div>
  );
}

function OneAuthority({ search }: { search: ReturnType<typeof useOpening> }) {
  const t = useMailboxMessages();
  const common = useCommonMessages();
  const [{ data, error, fetching }] = useQuery({ query: OpeningAuthority, variables: { id: search.authority ?? '' } });
  if (error && !data) return <Alert kind="danger" title={problemText(error, common)} announce />;
  if (!data) return fetching ? <Spinner /> : null;
  const authority = data.node?.__typename === 'Authority' ? data.node : null;
  if (!authority) return <Nothing />;
  const { name, reachability, address, phone, fax } = authority;
  return (
    <div className="stack-l">
      <SummaryList
        rows={[
          {
            term: t.open.authority,
            value: (
              <span className="row">
                <span className="verbatim">{name}</span>
                <ReachabilityBadge reachability={reachability} />
              </span>
            ),
          },
        ]}
      />
      {reachability === 'CONNECTED' ? (
        <OpeningForm search={search} competences={[]} proposedTitle="" />
      ) : (
        <Alert kind="info" title={t.open.notConnected}>
          <p>{t.open.notConnectedText}</p>
          <Contact address={address} phone={phone} fax={fax} />
        </Alert>
      )}
    </div>
  );
}

function Nothing() {
  const t = useMailboxMessages();
  return (
    <EmptyState
      title={t.open.nothing}
      action={
        <ButtonLink to="/" look="primary" icon="home">
          {t.open.toStart}
        </ButtonLink>
      }
    >
      {t.open.nothingText}
    </EmptyState>
  );
}

function useOpening() {
  return useSearch({ from: '/postfach/neu' });
}

/** What is about to be opened, the choices still to be made, and the button. */
export function OpenMailboxPage() {
  const t = useMailboxMessages();
  const search = useOpening();
  return (
    <Page title={t.open.title} lead={t.open.lead}>
      {!complete(search) && <Nothing />}
      {complete(search) && (forAuthority(search) ? <OneAuthority search={search} /> : <Services search={search} />)}
    </Page>
  );
}
