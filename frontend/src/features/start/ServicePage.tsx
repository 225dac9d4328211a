import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Page } from '../../ui/Page.tsx';
import { CompetenceSection } from './CompetenceSection.tsx';
import { DirectoryState } from './DirectoryState.tsx';
import { OnlineOfService } from './onlinePlaces.tsx';
import { PlaceLine } from './PlaceLine.tsx';
import { ServiceFacts } from './ServiceFacts.tsx';
import './start.css';
import { useStartMessages } from './startMessages.ts';

const Service = graphql(`
  query Service($id: ID!) { node(id: $id) { id ... on Service { name description ...ServiceFacts } } }
`);

/** One service: what it is, what one needs, who is competent at the place. */
export function ServicePage() {
  const t = useStartMessages();
  const { serviceId } = useParams({ from: '/leistung/$serviceId' });
  const { ars, authority, choice } = useSearch({ from: '/leistung/$serviceId' });
  const navigate = useNavigate({ from: '/leistung/$serviceId' });
  const [{ data, fetching, error }] = useQuery({ query: Service, variables: { id: serviceId } });
  const found = data?.node && 'description' in data.node ? data.node : null;
  if (!found) return <DirectoryState fetching={fetching} error={error} />;
  return (
    <Page title={found.name} above={t.kinds.Service} lead={found.description} width="wide">
      <div className="start-columns">
        <section className="stack" aria-labelledby="start-competent">
          <h2 className="kern-heading-medium" id="start-competent">
            {t.service.competent}
          </h2>
          <PlaceLine ars={ars} onChange={(next) => void navigate({ search: { ars: next }, replace: true })} />
          {ars && <OnlineOfService key={`online ${ars}`} serviceId={serviceId} ars={ars} />}
          {ars && (
            <CompetenceSection key={ars} ars={ars} serviceId={serviceId} authorityId={authority} choice={choice} />
          )}
        </section>
        <ServiceFacts service={found} ars={ars} />
      </div>
    </Page>
  );
}
