import { Navigate, useSearch } from '@tanstack/react-router';
import { useViewer } from '../../lib/viewer.ts';
import { clerkAuthorities } from '../../lib/viewerRights.ts';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useInboxMessages } from './inboxMessages.ts';

/** Leads to the inbox of the first authority one works for, or says that there is none. */
export function InboxIndexPage() {
  const t = useInboxMessages();
  const { behoerde } = useSearch({ from: '/eingang' });
  const { loading, viewer } = useViewer();
  if (loading) return <Spinner />;
  const own = viewer ? clerkAuthorities(viewer) : [];
  const authority = own.find(({ id }) => id === behoerde) ?? own[0];
  if (authority) return <Navigate to="/eingang/$authorityId" params={{ authorityId: authority.id }} replace />;
  return (
    <Page title={t.none} lead={t.noneText}>
      {null}
    </Page>
  );
}
