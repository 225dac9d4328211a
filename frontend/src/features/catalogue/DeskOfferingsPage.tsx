import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { graphql } from '../../gql/index.ts';
import { keepsCatalogue } from '../../lib/catalogueRights.ts';
import { formatDate, formatTime } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useSearchBox } from '../../lib/searchBox.ts';
import { usePages } from '../../lib/usePages.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './catalogue.css';
import './desk.css';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { DataTable } from './DataTable.tsx';
import { type DeskSearch, deskOrders } from './deskSearch.ts';
import { kinds, states } from './filters.ts';
import { StateBadge } from './StateBadge.tsx';

const DeskOfferings = graphql(`
  query DeskOfferings($filter: OfferingFilter, $sort: OfferingSort, $after: String) {
    offerings(filter: $filter, sort: $sort, first: 50, after: $after) {
      edges {
        node { id slug state orderableFrom changedAt rolloutCount waitingCount current { id version name kind } }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** The editors' list of all offerings: state, last change, who waits, how many are live. */
export function DeskOfferingsPage() {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const { viewer } = useViewer();
  const navigate = useNavigate({ from: '/betrieb/angebote' });
  const { art, stand, ordnung = 'name' } = useSearch({ from: '/betrieb/angebote' });
  const box = useSearchBox('suche', 'account', 300);
  const set = (change: { [N in keyof DeskSearch]?: DeskSearch[N] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as DeskSearch, resetScroll: false });
  const pages = usePages({
    query: DeskOfferings,
    variables: {
      filter: {
        ...(box.words && { search: box.words }),
        ...(art && { kind: kinds[art] }),
        ...(stand && { state: states[stand] }),
      },
      sort: deskOrders[ordnung],
    },
    read: (data) => data.offerings,
  });
  if (viewer && !keepsCatalogue(viewer)) return <Page title={w.title}>{w.onlyEditors}</Page>;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    box.search(box.text);
  };
  const found = pages.nodes.length > 0;
  return (
    <Page title={w.title} lead={w.lead} width="wide">
      <div className="desk-page">
        <p className="row">
          <ButtonLink look="primary" icon="add" to="/betrieb/angebote/$slug" params={{ slug: 'neu' }}>
            {w.begin}
          </ButtonLink>
          <TextLink to="/betrieb/fachverfahren">{w.toProcedures}</TextLink>
          <TextLink to="/markt">{w.toMarket}</TextLink>
        </p>
        <search>
          <form onSubmit={onSubmit} className="stack">
            <div className="catalogue-search">
              <SearchInput
                id="desk-search"
                label={w.search}
                hint={w.searchHint}
                enterKeyHint="search"
                spellCheck={false}
                value={box.text}
                onChange={(event) => box.setText(event.target.value)}
              />
              <Button type="submit" icon="search" iconOnly>
                {w.searchButton}
              </Button>
            </div>
            <div className="field-row">
              <Select
                id="stand"
                label={w.state}
                value={stand ?? ''}
                onChange={({ target }) => set({ stand: (target.value || undefined) as DeskSearch['stand'] })}
              >
                <option value="">{w.allStates}</option>
                {Object.entries(states).map(([word, state]) => (
                  <option key={word} value={word}>
                    {t.states[state]}
                  </option>
                ))}
              </Select>
              <Select
                id="art"
                label={w.kind}
                value={art ?? ''}
                onChange={({ target }) => set({ art: (target.value || undefined) as DeskSearch['art'] })}
              >
                <option value="">{w.allKinds}</option>
                {Object.entries(kinds).map(([word, kind]) => (
                  <option key={word} value={word}>
                    {t.kinds[kind]}
                  </option>
                ))}
              </Select>
              <Select
                id="ordnung"
                label={w.sort}
                value={ordnung}
                onChange={({ target }) => set({ ordnung: target.value as NonNullable<DeskSearch['ordnung']> })}
              >
                {Object.entries(deskOrders).map(([word, sort]) => (
                  <option key={word} value={word}>
                    {w.sorts[sort]}
                  </option>
                ))}
              </Select>
            </div>
          </form>
        </search>
        <section className="stack" aria-labelledby="desk-results" aria-busy={pages.loading}>
          <h2 className="kern-heading-medium" id="desk-results">
            {pages.totalCount === null ? w.resultsTitle : w.results(pages.totalCount)}
          </h2>
          {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
          {pages.loading && !found && !pages.error && <Spinner />}
          {!pages.loading && !pages.error && !found && <EmptyState title={w.empty}>{w.emptyText}</EmptyState>}
          {found && (
            <DataTable
              labelledBy="desk-results"
              columns={[w.columns.name, w.columns.state, w.columns.changed, w.columns.waiting, w.columns.live]}
              rows={pages.nodes.map((one) => ({
                key: one.id,
                name: (
                  <span className="verbatim">
                    <TextLink
                      to="/betrieb/angebote/$slug"
                      params={{ slug: one.slug }}
                      aria-label={w.edit(one.current.name)}
                    >
                      {one.current.name}
                    </TextLink>
                    <br />
                    <span className="muted small">
                      {t.kinds[one.current.kind]} · {one.slug}
                    </span>
                  </span>
                ),
                cells: [
                  <span key="state">
                    <StateBadge state={one.state} kind={one.current.kind} />
                    {one.orderableFrom && (
                      <>
                        <br />
                        <span className="small">{w.from(formatDate(one.orderableFrom, locale))}</span>
                      </>
                    )}
                  </span>,
                  formatTime(one.changedAt, locale),
                  String(one.waitingCount ?? 0),
                  String(one.rolloutCount),
                ],
              }))}
            />
          )}
          <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
        </section>
      </div>
    </Page>
  );
}
