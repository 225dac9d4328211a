import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useSearchBox } from '../../lib/searchBox.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { ContinuePlan } from './ContinuePlan.tsx';
import { HowItWorks } from './HowItWorks.tsx';
import { PopularUndertakings } from './PopularUndertakings.tsx';
import { SearchResults } from './SearchResults.tsx';
import './start.css';
import { useStartMessages } from './startMessages.ts';

/** One box for everything: what one wants to do, and where. */
export function StartPage() {
  const t = useStartMessages();
  const { viewer } = useViewer();
  const { ars } = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const { text, setText, words: query, search } = useSearchBox('q', 'visit', 200);
  const setPlace = (next: string | undefined) =>
    void navigate({ search: (now) => ({ ...now, ars: next }), state: true, replace: true });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    search(text);
  };
  return (
    <Page title={t.title} lead={t.lead} width="wide">
      <search>
        <form className="start-search" onSubmit={onSubmit}>
          <label className="kern-label" htmlFor="start-query">
            {t.searchLabel}
          </label>
          <p className="kern-hint" id="start-query-hint">
            {t.searchHint}
          </p>
          <div className="start-search-box">
            <input
              id="start-query"
              type="search"
              className="kern-form-input__input"
              value={text}
              onChange={(event) => setText(event.target.value)}
              aria-describedby="start-query-hint"
              autoComplete="off"
              spellCheck={false}
              enterKeyHint="search"
            />
            <Button type="submit" look="primary" icon="search">
              {t.searchButton}
            </Button>
          </div>
        </form>
      </search>
      {query.length >= 2 || ars ? (
        <SearchResults query={query} ars={ars} onPlace={setPlace} />
      ) : (
        <>
          {viewer && <ContinuePlan />}
          <PopularUndertakings />
          <HowItWorks />
        </>
      )}
    </Page>
  );
}
