import { useParams } from '@tanstack/react-router';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';
import { useLive } from '../../lib/useLive.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { RolloutView } from './RolloutView.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

const Rollout = graphql(`
  query Rollout($id: ID!) {
    node(id: $id) {
      id
      ... on Rollout { reference organisation { id name } offering { id name } ...RolloutView }
    }
  }
`);

const keeping = { read: readLocalDraft, keep: keepLocalDraft, drop: dropLocalDraft };

/** One rollout, for who is signed in. */
export function RolloutPage() {
  const t = useRolloutsMessages();
  const common = useCommonMessages();
  const { rolloutId } = useParams({ from: '/einrichtungen/$rolloutId' });
  const { data, error, fetching, again: reload } = useSteadyQuery(Rollout, { id: rolloutId });
  const rollout = data?.node && 'offering' in data.node ? data.node : null;
  if (!rollout) {
    if (fetching) return <Spinner />;
    if (error && problemCode(error) !== 'NOT_FOUND' && problemCode(error) !== 'INVALID') {
      return (
        <div className="page page--wide">
          <Alert kind="danger" title={problemText(error, common)} announce />
        </div>
      );
    }
    return (
      <Page title={t.notFound} lead={t.notFoundText}>
        <ButtonLink to="/einrichtungen">{t.list.more}</ButtonLink>
      </Page>
    );
  }
  return (
    <Page
      title={t.title(rollout.offering.name)}
      above={
        <>
          <TextLink to="/einrichtungen">{t.list.title}</TextLink> · {t.above(rollout.reference)}
        </>
      }
      lead={rollout.organisation.name}
      width="wide"
    >
      <Changes organisationId={rollout.organisation.id} onChange={reload} />
      <RolloutView key={rollout.id} rollout={rollout} keeping={keeping} onStale={reload} />
    </Page>
  );
}

const RolloutChanged = graphql(`
  subscription RolloutChanged($organisationId: ID!, $after: String) {
    orderChanged(organisationId: $organisationId, after: $after) { cursor orderId }
  }
`);

// What others do, such as the vendor or the check of a link, appears by itself.
function Changes({ organisationId, onChange }: { organisationId: string; onChange: () => void }) {
  useLive(RolloutChanged, { organisationId }, onChange);
  return null;
}
