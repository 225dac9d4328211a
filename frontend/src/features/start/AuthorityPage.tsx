import { useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AuthorityServices } from './AuthorityServices.tsx';
import { ContactFacts } from './ContactFacts.tsx';
import { DirectoryState } from './DirectoryState.tsx';
import { OpenMailbox } from './OpenMailbox.tsx';
import { OnlineOfAuthority } from './onlinePlaces.tsx';
import { ReachBadge } from './ReachBadge.tsx';
import './start.css';
import { useStartMessages } from './startMessages.ts';

const Authority = graphql(`
  query Authority($id: ID!) {
    node(id: $id) {
      id
      ... on Authority { name kind reachability region { id ars name } areas { id ars name } ...ContactParts }
    }
  }
`);

const shownAreas = 12;

function Areas({ areas }: { areas: readonly { id: string; ars: string; name: string }[] }) {
  const t = useStartMessages();
  if (areas.length === 0) return null;
  return (
    <section aria-labelledby="start-areas">
      <h2 className="kern-heading-medium" id="start-areas">
        {t.authority.areas}
      </h2>
      <ul className="start-tags">
        {areas.slice(0, shownAreas).map(({ id, ars, name }) => (
          <li key={id}>
            <TextLink to="/ort/$ars" params={{ ars }}>
              {name}
            </TextLink>
          </li>
        ))}
        {areas.length > shownAreas && <li className="muted">{t.authority.areasMore(areas.length - shownAreas)}</li>}
      </ul>
    </section>
  );
}

/** One authority: how to reach it, what it is there for, and, if connected, the way into a mailbox. */
export function AuthorityPage() {
  const t = useStartMessages();
  const { authorityId } = useParams({ from: '/behoerde/$authorityId' });
  const [{ data, fetching, error }] = useQuery({ query: Authority, variables: { id: authorityId } });
  const found = data?.node && 'areas' in data.node ? data.node : null;
  if (!found) return <DirectoryState fetching={fetching} error={error} />;
  const { id, name, kind, reachability, areas } = found;
  return (
    <Page title={name} above={t.authority.kinds[kind]} width="wide">
      <div className="start-columns">
        <div className="stack-l">
          <div className="stack">
            <p>
              <ReachBadge reachability={reachability} />
            </p>
            <p>{t.reachText[reachability]}</p>
          </div>
          {reachability === 'CONNECTED' && (
            <div>
              <p className="muted">{t.authority.openHint}</p>
              <OpenMailbox
                recipients={[{ id, name, reachability, services: [] }]}
                problems={[]}
                plan={{ authority: id }}
                search={{ authority: id }}
                onTry={() => {}}
              />
            </div>
          )}
          {reachability === 'NOT_CONNECTED' && (
            <p className="small">
              {t.authority.yours}{' '}
              <TextLink to="/behoerde/anbinden" search={{ behoerde: id }}>
                {t.authority.connect}
              </TextLink>
            </p>
          )}
          <OnlineOfAuthority authorityId={id} />
          <AuthorityServices authorityId={id} ars={found.region?.ars} />
        </div>
        <div className="stack-l">
          <section aria-labelledby="start-contact">
            <h2 className="kern-heading-medium" id="start-contact">
              {t.authority.contact}
            </h2>
            <ContactFacts authority={found} />
          </section>
          <Areas areas={areas} />
        </div>
      </div>
    </Page>
  );
}
