import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CompetenceSection } from './CompetenceSection.tsx';
import { DirectoryState } from './DirectoryState.tsx';
import { PlaceLine } from './PlaceLine.tsx';
import './start.css';
import { useStartMessages } from './startMessages.ts';

const Undertaking = graphql(`
  query Undertaking($id: ID!) {
    node(id: $id) { id ... on Undertaking { name description services { id name } } }
  }
`);

/** One undertaking: its services, at a place also who is competent, and the way into a mailbox. */
export function UndertakingPage() {
  const t = useStartMessages();
  const { undertakingId } = useParams({ from: '/vorhaben/$undertakingId' });
  const { ars, authority, choice, without } = useSearch({ from: '/vorhaben/$undertakingId' });
  const navigate = useNavigate({ from: '/vorhaben/$undertakingId' });
  const [{ data, fetching, error }] = useQuery({ query: Undertaking, variables: { id: undertakingId } });
  const found = data?.node && 'services' in data.node ? data.node : null;
  if (!found) return <DirectoryState fetching={fetching} error={error} />;
  return (
    <Page title={found.name} above={t.kinds.Undertaking} lead={found.description} width="wide">
      <div className="stack-l">
        <PlaceLine ars={ars} onChange={(next) => void navigate({ search: { ars: next }, replace: true })} />
        <section aria-labelledby="start-services">
          <h2 className="kern-heading-medium" id="start-services">
            {t.undertaking.services}
          </h2>
          {ars ? (
            <>
              <p className="muted start-hint">{t.undertaking.servicesHint}</p>
              <CompetenceSection
                key={ars}
                ars={ars}
                undertakingId={undertakingId}
                authorityId={authority}
                choice={choice}
                without={without}
              />
            </>
          ) : (
            <ul className="start-plain-list">
              {found.services.map((service) => (
                <li key={service.id}>
                  <TextLink to="/leistung/$serviceId" params={{ serviceId: service.id }}>
                    {service.name}
                  </TextLink>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </Page>
  );
}
