import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect } from 'react';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { type SearchBox, useSearchBox } from '../../lib/searchBox.ts';
import { usePages } from '../../lib/usePages.ts';
import { FoldedSection } from '../../postbox/FoldedSection.tsx';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useMailboxEvents } from './mailboxEvents.ts';
import { wasDeleted } from './rememberDeleted.ts';
import './mailbox.css';
import '../../postbox/postbox.css';
import { MailboxRow } from './MailboxRow.tsx';
import { mailboxFilter } from './mailboxFilter.ts';
import { useMailboxFiltersMessages } from './mailboxFiltersMessages.ts';
import { useMailboxMessages } from './mailboxMessages.ts';

const MailboxFilters = lazyPart(() => import('./MailboxFilters.tsx'), 'MailboxFilters');

const Mailboxes = graphql(`
  query Mailboxes($filter: MailboxFilter, $after: String) {
    viewer {
      id
      caseMailboxes(filter: $filter, first: 20, after: $after) {
        edges { cursor node { id ...MailboxRowParts } }
        pageInfo { endCursor hasNextPage }
        totalCount
      }
    }
  }
`);

function Filters({ box, unread }: { box: SearchBox; unread: boolean }) {
  const t = useMailboxMessages();
  const navigate = useNavigate({ from: '/postfach' });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    box.search(box.text);
  };
  const show = (ungelesen: boolean) =>
    void navigate({
      search: ({ ungelesen: _, ...rest }) => (ungelesen ? { ...rest, ungelesen: 'ja' } : rest),
      state: true,
      replace: true,
    });
  return (
    <search>
      <form className="mailbox-filters" onSubmit={onSubmit}>
        <SearchInput
          id="suche"
          label={t.list.search}
          hint={t.list.searchHint}
          value={box.text}
          onChange={(event) => box.setText(event.target.value)}
        />
        <Checkbox
          id="ungelesen"
          label={t.list.unreadOnly}
          checked={unread}
          onChange={(event) => show(event.target.checked)}
        />
      </form>
      <FoldedSection title={useMailboxFiltersMessages().more}>
        <MailboxFilters />
      </FoldedSection>
    </search>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useMailboxMessages();
  const navigate = useNavigate({ from: '/postfach' });
  if (!filtered) {
    return (
      <EmptyState
        title={t.list.empty}
        action={
          <ButtonLink to="/" look="primary" icon="search">
            {t.list.emptyAction}
          </ButtonLink>
        }
      >
        {t.list.emptyText}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t.list.noHit}
      action={<Button onClick={() => void navigate({ search: {} })}>{t.list.showAll}</Button>}
    >
      {t.list.noHitText}
    </EmptyState>
  );
}

/** The person's case mailboxes, the one with the newest message first. */
export function MailboxListPage() {
  const t = useMailboxMessages();
  const common = useCommonMessages();
  const search = useSearch({ from: '/postfach' });
  const box = useSearchBox('suche', 'account', 400);
  const { words } = box;
  const filter = mailboxFilter(search, words);
  const filtered = Object.keys(filter).length > 0;
  const pages = usePages({
    query: Mailboxes,
    variables: { filter },
    read: (data) => data.viewer?.caseMailboxes,
  });
  const { nodes, data, error, loading, totalCount } = pages;
  useMailboxEvents(pages.reload);
  const shown = nodes.filter(({ id }) => !wasDeleted(id));
  const count = data === undefined ? undefined : shown.length;
  useEffect(() => {
    if (filtered && !loading && count !== undefined) say(count === 0 ? t.list.noHit : t.list.count(count));
  }, [filtered, loading, count, t]);
  const some = filtered || shown.length > 0;
  return (
    <Page title={t.list.title} lead={t.list.lead} width="wide">
      {some && (
        <div className="mailbox-list-tools">
          <Filters box={box} unread={filter.unread === true} />
          <ButtonLink to="/" icon="add">
            {t.list.start}
          </ButtonLink>
        </div>
      )}
      {error && <Alert kind="danger" title={problemText(error, common)} announce />}
      {loading && shown.length === 0 && !error && <Spinner />}
      {data && shown.length === 0 && !loading && <Nothing filtered={filtered} />}
      {shown.length > 0 && (
        <>
          <p className="muted small">{t.list.count(totalCount ?? shown.length)}</p>
          <ul className="mailbox-rows" aria-busy={loading}>
            {shown.map((mailbox) => (
              <MailboxRow key={mailbox.id} mailbox={mailbox} />
            ))}
          </ul>
        </>
      )}
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </Page>
  );
}
