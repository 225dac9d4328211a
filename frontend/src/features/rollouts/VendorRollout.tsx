import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { problemCode } from '../../lib/problems.ts';
import { dropVisit, keepVisit, readVisit } from '../../lib/storage.ts';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ListState } from './ListState.tsx';
import { RolloutView } from './RolloutView.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

const Rollout = graphql(`
  query VendorRollout($id: ID!) {
    node(id: $id) {
      id
      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }
    }
  }
`);

const keeping = { read: readVisit, keep: keepVisit, drop: dropVisit };

/** One rollout as a vendor sees it: the same as the municipality, but for the mails. */
export function VendorRollout({ rolloutId, bar }: { rolloutId: string; bar: ReactNode }) {
  const t = useRolloutsMessages();
  const [{ data, error, fetching }, ask] = useQuery({ query: Rollout, variables: { id: rolloutId } });
  const rollout = data?.node && 'offering' in data.node ? data.node : null;
  const back = <TextLink to="/einrichtung">{t.vendor.back}</TextLink>;
  if (!rollout) {
    const missing = !fetching && (!error || problemCode(error) === 'NOT_FOUND' || problemCode(error) === 'INVALID');
    return (
      <Page
        key={missing ? 'missing' : 'waiting'}
        title={missing ? t.notFound : t.vendor.title}
        above={back}
        width="wide"
      >
        {bar}
        {!missing && <ListState loading={fetching} error={error} />}
      </Page>
    );
  }
  return (
    <Page
      key="rollout"
      title={t.title(rollout.offering.name)}
      above={
        <>
          {back} · {t.above(rollout.reference)}
        </>
      }
      lead={rollout.organisation.name}
      takesFocus
      width="wide"
    >
      {bar}
      <RolloutView rollout={rollout} keeping={keeping} byLink onStale={() => ask({ requestPolicy: 'network-only' })} />
    </Page>
  );
}
