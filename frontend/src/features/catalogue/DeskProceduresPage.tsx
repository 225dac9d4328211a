import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { keepsCatalogue } from '../../lib/catalogueRights.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useSearchBox } from '../../lib/searchBox.ts';
import { usePages } from '../../lib/usePages.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './catalogue.css';
import './desk.css';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { DeskProcedure, ProcedureForm, ProcedureNow } from './ProcedureForm.tsx';

const DeskProcedures = graphql(`
  query DeskProcedures($search: String, $after: String) {
    specialistProcedures(search: $search, first: 50, after: $after) {
      edges { node { id ...DeskProcedure } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

/** The editors' list of specialist procedures, with a form for one of them or another one. */
export function DeskProceduresPage() {
  const words = useCatalogueDeskMessages();
  const w = words.procedures;
  const common = useCommonMessages();
  const { viewer } = useViewer();
  const { verfahren } = useSearch({ from: '/betrieb/fachverfahren' });
  const navigate = useNavigate({ from: '/betrieb/fachverfahren' });
  const box = useSearchBox('suche', 'account', 300);
  const pages = usePages({
    query: DeskProcedures,
    variables: { search: box.words || null },
    read: (data) => data.specialistProcedures,
  });
  const procedures = readFragment(DeskProcedure, pages.nodes);
  const listed = procedures.find(({ id }) => id === verfahren);
  const elsewhere = verfahren !== undefined && verfahren !== 'neu' && !pages.loading && !listed;
  const [{ data }] = useQuery({ query: ProcedureNow, variables: { id: verfahren ?? '' }, pause: !elsewhere });
  const chosen =
    listed ??
    (data?.node?.__typename === 'SpecialistProcedure' && data.node.id === verfahren
      ? readFragment(DeskProcedure, data.node)
      : null);
  if (viewer && !keepsCatalogue(viewer)) return <Page title={w.title}>{words.onlyEditors}</Page>;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    box.search(box.text);
  };
  const close = () => void navigate({ search: {}, resetScroll: false });
  return (
    <Page title={w.title} above={<TextLink to="/betrieb/angebote">{w.back}</TextLink>} lead={w.lead} width="wide">
      <div className="desk-page">
        {verfahren && (chosen || verfahren === 'neu') && (
          <ProcedureForm
            key={verfahren}
            procedure={chosen}
            onSaved={(name) => {
              say(w.saved(name));
              pages.reload();
              close();
            }}
            onClose={close}
          />
        )}
        {verfahren !== 'neu' && (
          <p>
            <ButtonLink look="primary" icon="add" to="/betrieb/fachverfahren" search={{ verfahren: 'neu' }}>
              {w.begin}
            </ButtonLink>
          </p>
        )}
        <search>
          <form onSubmit={onSubmit} className="catalogue-search">
            <SearchInput
              id="procedure-search"
              label={w.search}
              enterKeyHint="search"
              spellCheck={false}
              value={box.text}
              onChange={(event) => box.setText(event.target.value)}
            />
            <Button type="submit" icon="search" iconOnly>
              {words.searchButton}
            </Button>
          </form>
        </search>
        <section className="stack" aria-labelledby="desk-procedures" aria-busy={pages.loading}>
          <h2 className="kern-heading-medium" id="desk-procedures">
            {pages.totalCount === null ? w.list : w.results(pages.totalCount)}
          </h2>
          {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
          {pages.loading && procedures.length === 0 && !pages.error && <Spinner />}
          {!pages.loading && !pages.error && procedures.length === 0 && <EmptyState title={w.empty} />}
          <ul className="card-list">
            {procedures.map(({ id, name, vendor, versions }) => (
              <li key={id} className="card">
                <h3 className="kern-heading-small verbatim">{name}</h3>
                <p className="verbatim">{vendor.name}</p>
                <p className="muted small verbatim">{w.versions(versions.join(', '))}</p>
                <p>
                  <TextLink to="/betrieb/fachverfahren" search={{ verfahren: id }} aria-label={w.edit(name)}>
                    {w.editShort}
                  </TextLink>
                </p>
              </li>
            ))}
          </ul>
          <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
        </section>
      </div>
    </Page>
  );
}
