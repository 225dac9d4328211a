import { useSearch } from '@tanstack/react-router';
import { isOperator, marketOrganisations } from '../../lib/marketRights.ts';
import { useViewer } from '../../lib/viewer.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { DeskRollouts, OrganisationRollouts, SetUpRollouts } from './rolloutLists.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

/** All rollouts that the reader has to do with: of the own organisations, those one sets up for others, and for operators all that wait. */
export function RolloutsPage() {
  const t = useRolloutsMessages();
  const { links } = useSearch({ from: '/einrichtungen' });
  const { viewer, loading } = useViewer();
  if (loading || !viewer) return <Spinner />;
  const mine = marketOrganisations(viewer);
  const operator = isOperator(viewer);
  return (
    <Page title={t.list.title} lead={t.list.lead} width="wide">
      <div className="stack-l">
        {operator && <DeskRollouts key={links} broken={links === 'defekt'} />}
        {mine.map((organisation) => (
          <OrganisationRollouts key={organisation.id} organisation={organisation} />
        ))}
        <SetUpRollouts />
        {!operator && mine.length === 0 && (
          <EmptyState title={t.list.none} action={<ButtonLink to="/markt">{t.list.toMarket}</ButtonLink>}>
            {t.list.noneText}
          </EmptyState>
        )}
      </div>
    </Page>
  );
}
