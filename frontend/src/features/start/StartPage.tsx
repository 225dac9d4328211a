import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useDebounced } from '../../lib/useDebounced.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { ContinuePlan } from './ContinuePlan.tsx';
import { HowItWorks } from './HowItWorks.tsx';
import { PopularUndertakings } from './PopularUndertakings.tsx';
import { SearchResults } from './SearchResults.tsx';
import './start.css';
import { useStartMessages } from './startMessages.ts';

// What is typed stands in the address too, so that "back" and a shared link show the same.
function useSearchText(): [string, (text: string) => void, string] {
  const { q = '' } = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const [text, setText] = useState(q);
  const rested = useDebounced(text.trim(), 200);
  const written = useRef(q);
  useEffect(() => {
    if (rested === written.current) return;
    written.current = rested;
    void navigate({ search: (now) => ({ ...now, q: rested || undefined }), replace: true });
  }, [rested, navigate]);
  useEffect(() => {
    if (q === written.current) return;
    written.current = q;
    setText(q);
  }, [q]);
  return [text, setText, rested];
}

/** One box for everything: what one wants to do, and where. */
export function StartPage() {
  const t = useStartMessages();
  const { viewer } = useViewer();
  const { ars } = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const [text, setText, query] = useSearchText();
  const setPlace = (next: string | undefined) =>
    void navigate({ search: (now) => ({ ...now, ars: next }), replace: true });
  return (
    <Page title={t.title} lead={t.lead} width="wide">
      <search>
        <form className="start-search" onSubmit={(event) => event.preventDefault()}>
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
