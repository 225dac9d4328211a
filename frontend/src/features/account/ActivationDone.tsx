import { planToSearch, type StartPlan, searchToPlan } from '../../lib/startPlan.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { useAccountMessages } from './accountMessages.ts';

/** The address is proven: on to what the person set out to do. */
export function ActivationDone({
  plan,
  title,
  takesFocus,
}: {
  plan: StartPlan | null;
  title?: string;
  takesFocus?: boolean;
}) {
  const t = useAccountMessages();
  const search = planToSearch(plan);
  return (
    <Page title={title ?? t.activate.doneTitle} lead={t.activate.doneText} takesFocus={takesFocus ?? false}>
      <div className="form-actions">
        {searchToPlan(search) ? (
          <ButtonLink to="/start" search={search} look="primary" icon="arrow-forward">
            {t.activate.continuePlan}
          </ButtonLink>
        ) : (
          <ButtonLink to="/" look="primary" icon="search">
            {t.activate.toStart}
          </ButtonLink>
        )}
      </div>
    </Page>
  );
}
