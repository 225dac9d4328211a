import type { ReactNode } from 'react';
import { isOperator } from '../../lib/marketRights.ts';
import { useViewer, type Viewer } from '../../lib/viewer.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { ownOrganisations } from './organisations.ts';

/** A page of the network, for members of organisations and operators; all others are told how to come in. */
export function MembersOnly({ children }: { children: (viewer: Viewer) => ReactNode }) {
  const t = useNetworkMessages();
  const { loading, viewer } = useViewer();
  if (loading || !viewer) return <Spinner />;
  if (!isOperator(viewer) && ownOrganisations(viewer).length === 0) {
    return (
      <Page title={t.closed} lead={t.closedText}>
        <p className="row">
          <ButtonLink to="/markt/konto" look="primary">
            {t.closedAction}
          </ButtonLink>
          <ButtonLink to="/markt">{t.toMarket}</ButtonLink>
        </p>
      </Page>
    );
  }
  return children(viewer);
}
