import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { planToSearch, searchToPlan } from '../../lib/startPlan.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { useStartMessages } from './startMessages.ts';

const Plan = graphql(`
  query StartPlan {
    viewer {
      id
      startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }
    }
  }
`);

/** Leads back to what the person set out to do before the account could do it. */
export function ContinuePlan() {
  const t = useStartMessages();
  // It goes when a mailbox is opened, on whatever device.
  const [{ data }] = useQuery({ query: Plan, requestPolicy: 'cache-and-network' });
  const search = planToSearch(data?.viewer?.startPlan);
  if (!searchToPlan(search)) return null;
  return (
    <Alert kind="info" title={t.continuePlan}>
      <p>{t.continuePlanText}</p>
      <p>
        <ButtonLink to="/start" search={search} icon="arrow-forward">
          {t.continuePlanAction}
        </ButtonLink>
      </p>
    </Alert>
  );
}
