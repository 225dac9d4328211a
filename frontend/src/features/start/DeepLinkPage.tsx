import { Navigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { DirectoryState } from './DirectoryState.tsx';

const ServiceByKey = graphql(`
  query ServiceByKey($leikaKey: LeikaKey!) { service(leikaKey: $leikaKey) { id } }
`);

/** The address portals link to; leads to the page of what the link names, by our ids or by LeiKa key and ARS. */
export function DeepLinkPage() {
  const { undertaking, service, leika, authority, ars, choice, without } = useSearch({ from: '/start' });
  const byKey = !undertaking && !service && leika;
  const [{ data, fetching, error }] = useQuery({
    query: ServiceByKey,
    variables: { leikaKey: leika ?? '' },
    pause: !byKey,
  });
  const place = {
    ...(ars && { ars }),
    ...(authority && { authority }),
    ...(choice && { choice }),
    ...(without && { without }),
  };
  const serviceId = service ?? (byKey ? data?.service?.id : undefined);
  if (undertaking) {
    return <Navigate to="/vorhaben/$undertakingId" params={{ undertakingId: undertaking }} search={place} replace />;
  }
  if (serviceId) return <Navigate to="/leistung/$serviceId" params={{ serviceId }} search={place} replace />;
  if (byKey) return <DirectoryState fetching={fetching} error={error} />;
  if (authority) return <Navigate to="/behoerde/$authorityId" params={{ authorityId: authority }} replace />;
  return <Navigate to="/" search={ars ? { ars } : {}} replace />;
}
