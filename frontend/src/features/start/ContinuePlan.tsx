import { planToSearch, type StartPlan, searchToPlan } from '../../lib/startPlan.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { useStartMessages } from './startMessages.ts';

/** Leads back to what the person set out to do before registering. */
export function ContinuePlan({ plan }: { plan: StartPlan }) {
  const t = useStartMessages();
  const search = planToSearch(plan);
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
