import { Navigate, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { managedOrganisation } from '../../lib/authorityRights.ts';
import { ClientProvider } from '../../lib/ClientProvider.tsx';
import { setPageTitle } from '../../lib/documentTitle.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { takeNavigationFocus } from '../../lib/navigationFocus.ts';
import { problemText } from '../../lib/problems.ts';
import { refreshRights } from '../../lib/refreshRights.ts';
import { keepWords, useSearchBox } from '../../lib/searchBox.ts';
import { useMedia } from '../../lib/useMedia.ts';
import { usePages } from '../../lib/usePages.ts';
import { useViewer, type Viewer } from '../../lib/viewer.ts';
import { clerkAuthorities } from '../../lib/viewerRights.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CaseList, sideBySide } from './CaseList.tsx';
import { CaseRowParts } from './caseParts.ts';
import { activeFilters, caseFilter, caseOrder } from './filters.ts';
import './inbox.css';
import '../../postbox/postbox.css';
import { InboxFilters } from './InboxFilters.tsx';
import { useInboxMessages } from './inboxMessages.ts';
import { sendSignal, useInboxSignals } from './inboxSignals.ts';
import { KeysHelp } from './KeysHelp.tsx';
import { useInboxLive } from './useInboxLive.ts';
import { useShortcuts } from './useShortcuts.ts';

const Inbox = graphql(`
  query Inbox($authorityId: ID!, $filter: CaseFilter, $orderBy: CaseOrder, $after: String) {
    authorityCases(authorityId: $authorityId, filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
      edges { cursor node { id ...CaseRowParts } }
      pageInfo { endCursor hasNextPage }
      totalCount
    }
  }
`);

/** The viewer's membership in the organisation whose inbox is open. */
export function membershipFor(viewer: Viewer, authorityId: string): string | undefined {
  return viewer.memberships.find(
    ({ roles, allAuthorities, organisation, authorities }) =>
      roles.includes('CLERK') &&
      (allAuthorities ? organisation.authorities : authorities).some(({ id }) => id === authorityId),
  )?.id;
}

function useInboxRoute() {
  const { authorityId } = useParams({ from: '/eingang/$authorityId' });
  const { caseId } = useParams({ strict: false });
  const { suche: _, ...search } = useSearch({ from: '/eingang/$authorityId' });
  return { authorityId, caseId, search };
}

function Switch({ viewer, authorityId }: { viewer: Viewer; authorityId: string }) {
  const t = useInboxMessages();
  const navigate = useNavigate();
  const own = clerkAuthorities(viewer);
  const name = own.find(({ id }) => id === authorityId)?.name;
  if (own.length < 2) return <p className="muted small verbatim">{name}</p>;
  return (
    <Select
      id="authority"
      label={t.authority}
      value={authorityId}
      onChange={({ target }) => void navigate({ to: '/eingang/$authorityId', params: { authorityId: target.value } })}
    >
      {own.map(({ id, name: label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </Select>
  );
}

// The case carries the page's h1 while one is open; without a case the inbox itself does.
function Heading({ open }: { open: boolean }) {
  const t = useInboxMessages();
  useEffect(() => {
    if (open) return;
    setPageTitle(t.title);
    takeNavigationFocus();
  }, [open, t]);
  if (open) return <h2 className="kern-heading-small">{t.title}</h2>;
  return (
    <h1 className="kern-heading-medium" tabIndex={-1}>
      {t.title}
    </h1>
  );
}

// Cases with news that the list does not show yet, or not where they belong; they are shown on request only.
function useNews(known: readonly string[], order: string, reload: () => void): { count: number; clear: () => void } {
  const [news, setNews] = useState<readonly string[]>([]);
  useInboxSignals((what) => {
    if (what.kind !== 'ARRIVED') return;
    if (known.length === 0) return reload();
    if (order === 'NEWEST_MESSAGE' || !known.includes(what.caseId)) {
      setNews((all) => (all.includes(what.caseId) ? all : [...all, what.caseId]));
    }
  });
  return { count: news.length, clear: () => setNews([]) };
}

function useKeys({ viewer, ids, more }: { viewer: Viewer | null; ids: readonly string[]; more: () => void }) {
  const { authorityId, caseId, search } = useInboxRoute();
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const enabled = viewer?.settings.singleKeyShortcuts ?? false;
  const open = (id: string | undefined, walking: boolean) => {
    if (id)
      void navigate({
        to: '/eingang/$authorityId/$caseId',
        params: { authorityId, caseId: id },
        search,
        resetScroll: false,
        state: (now) => ({ ...keepWords(now), walking }),
      });
  };
  const enter = () => {
    if (!caseId) return open(ids[0], false);
    sendSignal({ kind: 'ENTER' });
    document.querySelector<HTMLElement>('main h1')?.focus();
  };
  const index = caseId ? ids.indexOf(caseId) : -1;
  useShortcuts(
    {
      j: () => {
        if (index + 2 >= ids.length) more();
        open(ids[index + 1], true);
      },
      k: () => open(ids[Math.max(index - 1, 0)], true),
      r: () => sendSignal({ kind: 'REPLY' }),
      u: () => sendSignal({ kind: 'UNREAD' }),
      '/': () => document.getElementById('inbox-search')?.focus(),
      '?': () => setHelp(true),
      enter,
    },
    enabled,
  );
  return { help, setHelp, enabled };
}

interface InsideProps {
  viewer: Viewer | null;
  onRefused: () => void;
}

function Inside({ viewer, onRefused }: InsideProps) {
  const t = useInboxMessages();
  const common = useCommonMessages();
  const navigate = useNavigate();
  const { authorityId, caseId, search } = useInboxRoute();
  const wide = useMedia(sideBySide);
  const box = useSearchBox('suche', 'account', 350);
  const filter = { ...search, ...(box.words && { suche: box.words }) };
  const orderBy = caseOrder(filter);
  const pages = usePages({
    query: Inbox,
    variables: {
      authorityId,
      orderBy,
      filter: caseFilter(filter, viewer ? membershipFor(viewer, authorityId) : undefined),
    },
    read: (data) => data.authorityCases,
  });
  const rows = readFragment(CaseRowParts, pages.nodes);
  const ids = rows.map(({ id }) => id);
  const news = useNews(ids, orderBy, pages.reload);
  const keys = useKeys({ viewer, ids, more: pages.more });
  useInboxLive(authorityId, onRefused);

  const settled = pages.data !== undefined && !pages.loading;
  const count = rows.length;
  const filtered = activeFilters(filter).length > 0;
  useEffect(() => {
    if (settled && filtered) say(count === 0 ? t.noHit : t.count(count));
  }, [settled, filtered, count, t]);

  const showNews = () => {
    news.clear();
    pages.reload();
    document.querySelector('.inbox-scroll')?.scrollTo(0, 0);
  };

  return (
    <div className={caseId ? 'inbox inbox--case' : 'inbox'}>
      {(wide || !caseId) && (
        <section className="inbox-list" aria-label={t.list}>
          <header className="inbox-list-head">
            <div className="inbox-title">
              <Heading open={caseId !== undefined} />
              <Button look="tertiary" small icon="help" className="inbox-keys" onClick={() => keys.setHelp(true)}>
                {t.keys.open}
              </Button>
            </div>
            {viewer && <Switch viewer={viewer} authorityId={authorityId} />}
            {managedOrganisation(viewer, authorityId) && (
              <p className="small">
                <TextLink to="/stelle/$authorityId/kanal" params={{ authorityId }}>
                  {t.channel}
                </TextLink>
              </p>
            )}
            <InboxFilters key={authorityId} search={search} box={box} />
            {news.count > 0 && (
              <Button look="primary" small icon="arrow-up" className="inbox-news" onClick={showNews}>
                {t.showArrived(news.count)}
              </Button>
            )}
            {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
          </header>
          {pages.loading && count === 0 && !pages.error && <Spinner />}
          {settled && count === 0 && (
            <div className="inbox-empty">
              {filtered ? (
                <EmptyState
                  title={t.noHit}
                  action={<Button onClick={() => void navigate({ to: '.', search: {} })}>{t.resetFilters}</Button>}
                />
              ) : (
                <EmptyState title={t.empty}>{t.emptyText}</EmptyState>
              )}
            </div>
          )}
          {count > 0 && (
            <CaseList
              rows={rows}
              authorityId={authorityId}
              search={search}
              currentId={caseId}
              total={pages.totalCount}
              more={{ has: pages.hasMore, busy: pages.loadingMore, load: pages.more }}
            />
          )}
        </section>
      )}
      {caseId ? (
        <Outlet />
      ) : (
        wide && (
          <div className="inbox-choose">
            <EmptyState title={t.choose}>{keys.enabled ? t.chooseText : t.chooseTextNoKeys}</EmptyState>
          </div>
        )
      )}
      <KeysHelp open={keys.help} onClose={() => keys.setHelp(false)} enabled={keys.enabled} />
    </div>
  );
}

/**
 * The inbox of one authority: the list, and beside it the open case. It has a client of its own, for the copies of a message on
 * its two sides share their id: who writes to the authority that they work for would see one side's in the other's place.
 */
export function InboxPage() {
  const { authorityId } = useInboxRoute();
  const { viewer } = useViewer();
  const client = useClient();
  const [refused, setRefused] = useState('');
  const lost = refused === authorityId;
  if (lost && viewer && !membershipFor(viewer, authorityId)) return <Navigate to="/eingang" replace />;
  return (
    // Who may no longer read begins with an empty cache: what was on the screen goes at once.
    <ClientProvider key={String(lost)}>
      <Inside viewer={viewer} onRefused={() => void refreshRights(client).then(() => setRefused(authorityId))} />
    </ClientProvider>
  );
}
