import { useLocation, useMatch, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { textParam } from './searchParams.ts';
import { dropLocalDraft, dropVisit, keepLocalDraft, keepVisit, readLocalDraft, readVisit } from './storage.ts';
import { useDebounced } from './useDebounced.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Under which name the tab keeps the words searched for here. */
    words?: string;
  }
}

/** A search box whose words stay out of the address, and so out of the browser's history and of what proxies see. */
export interface SearchBox {
  text: string;
  setText: (text: string) => void;
  /** What is searched for: the text once it has rested. */
  words: string;
  /** Searches at once. */
  search: (text: string) => void;
}

/** What a link keeps of the entry it is in, where the search goes along. */
export const keepWords = ({ words }: { words?: string }) => (words ? { words } : {});

const stores = {
  /** Pages of a signed-in person. */
  account: { read: readLocalDraft<string>, keep: keepLocalDraft, drop: dropLocalDraft },
  /** Pages that need no account. */
  visit: { read: readVisit<string>, keep: keepVisit, drop: dropVisit },
};

function within(path: string, home: string): boolean {
  return `${path}/`.startsWith(home.endsWith('/') ? home : `${home}/`) && (home !== '/' || path === '/');
}

/**
 * The tab keeps the words, the entry of its history only their name: they are there after "back" and a reload, and go when
 * the session ends. Words that came in the address by a link from outside are taken out of it at once.
 */
export function useSearchBox(param: 'q' | 'suche', owner: keyof typeof stores, restMs: number): SearchBox {
  const { read, keep, drop } = stores[owner];
  const navigate = useNavigate();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const home = useMatch({ strict: false, select: ({ pathname }) => pathname });
  // While a page that is not within this one is on its way, the address is already its own and says nothing of this box.
  const leaving = !within(path, home);
  const stands = useLocation({ select: ({ state }) => state.words });
  const came = useLocation({ select: ({ search }) => textParam(search, param) });
  const known = useRef(stands);
  // What was typed while another page was on its way, which then did not come.
  const unplaced = useRef(false);
  const name = leaving ? known.current : stands;
  const given = leaving ? undefined : came;
  const readName = (from: string | undefined) => (from && read(from)) || '';
  const [text, setText] = useState(() => given ?? readName(name));
  const [words, setWords] = useState(() => text.trim());
  const rested = useDebounced(text.trim(), restMs);
  const write = (next: string) => {
    known.current ??= `words.${Date.now().toString(36)}`;
    if (next) keep(known.current, next);
    else drop(known.current);
    setWords(next);
    const to = known.current;
    unplaced.current = leaving;
    if (leaving || (to === name && given === undefined)) return;
    place(to);
  };
  const place = (to: string) => {
    void navigate({
      to: '.',
      search: (now: Record<string, unknown>) => ({ ...now, [param]: undefined }),
      state: (now) => ({ ...now, words: to }),
      replace: true,
      resetScroll: false,
    });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry of the history brings its own words.
  useEffect(() => {
    unplaced.current = false;
  }, [home]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry of the history brings its own words.
  useEffect(() => {
    if (name === known.current) return;
    if (unplaced.current && known.current && name === undefined) {
      unplaced.current = false;
      place(known.current);
      return;
    }
    known.current = name;
    setText(readName(name));
    setWords(readName(name));
  }, [name]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only words in the address are taken out of it.
  useEffect(() => {
    if (given === undefined) return;
    setText(given);
    write(given.trim());
  }, [given]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is searched for.
  useEffect(() => {
    if (rested !== words && given === undefined) write(rested);
  }, [rested]);
  return {
    text,
    setText,
    words,
    search(next) {
      setText(next);
      write(next.trim());
    },
  };
}
