import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { unanswered } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useConnectMessages } from './connectMessages.ts';

const ConnectAuthority = graphql(`
  query ConnectAuthority($id: ID!) {
    node(id: $id) { id ... on Authority { name reachability region { id name } } }
  }
`);

/** The authority with this id: null while unknown, false when the directory has none. */
export function useChosenAuthority(id: string) {
  const [{ data, error }] = useQuery({ query: ConnectAuthority, variables: { id }, pause: !id });
  if (!id) return null;
  if (error && !unanswered(error)) return false;
  if (!data) return null;
  return data.node && 'reachability' in data.node ? data.node : false;
}

/** The chosen authority with its seat, and that it is connected already where it is. */
export function ChosenAuthority({ id }: { id: string }) {
  const t = useConnectMessages();
  const found = useChosenAuthority(id);
  if (!id) return null;
  if (found === null) return <Spinner />;
  if (found === false) return <Alert kind="warning" title={t.authority.notFound} announce />;
  const { name, region, reachability } = found;
  return (
    <div className="connect-chosen" role="status">
      <p className="verbatim">
        <span className="muted">{t.authority.chosen}: </span>
        <strong>{name}</strong>
      </p>
      {region && <p className="muted small verbatim">{t.authority.seat(region.name)}</p>}
      {reachability !== 'NOT_CONNECTED' && <Alert kind="info" title={t.authority.taken} />}
    </div>
  );
}
