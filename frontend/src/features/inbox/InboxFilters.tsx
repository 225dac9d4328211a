import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { SearchBox } from '../../lib/searchBox.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { activeFilters } from './filters.ts';
import type { InboxMessages } from './inbox.de.ts';
import { useInboxMessages } from './inboxMessages.ts';
import type { InboxFilter, InboxSearch } from './inboxSearch.ts';

function wordsOf(search: InboxFilter, name: keyof InboxFilter, t: InboxMessages): string {
  switch (name) {
    case 'suche':
      return t.searched(search.suche ?? '');
    case 'stand':
      return t.stateFilters[search.stand ?? 'offen'];
    case 'wer':
      return `${t.who}: ${t.whoFilters[search.wer ?? 'alle']}`;
    case 'faellig':
      return `${t.due}: ${t.dueFilters[search.faellig ?? 'alle']}`;
    default:
      return t.unreadOnly;
  }
}

function Choice<W extends string>({
  id,
  label,
  words,
  value,
  onChange,
}: {
  id: string;
  label: string;
  words: Record<W, string>;
  value: W;
  onChange: (value: W) => void;
}) {
  return (
    <Select id={id} label={label} value={value} onChange={(event) => onChange(event.target.value as W)}>
      {Object.entries<string>(words).map(([word, text]) => (
        <option key={word} value={word}>
          {text}
        </option>
      ))}
    </Select>
  );
}

/** Search, filters and order of the inbox; all but the words is in the address. */
export function InboxFilters({ search, box }: { search: InboxSearch; box: SearchBox }) {
  const t = useInboxMessages();
  const navigate = useNavigate();
  const set = (change: { [N in keyof InboxSearch]: InboxSearch[N] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value));
    void navigate({ to: '.', search: next as InboxSearch, state: true, replace: true, resetScroll: false });
  };
  const filter: InboxFilter = { ...search, ...(box.words && { suche: box.words }) };
  const active = activeFilters(filter);
  const remove = (name: keyof InboxFilter) => (name === 'suche' ? box.search('') : set({ [name]: undefined }));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    box.search(box.text);
  };
  return (
    <search className="inbox-filters">
      <form onSubmit={onSubmit}>
        <SearchInput
          id="inbox-search"
          label={t.search}
          labelHidden
          placeholder={t.searchPlaceholder}
          value={box.text}
          onChange={(event) => box.setText(event.target.value)}
        />
        <details className="disclosure">
          <summary className="disclosure-summary">
            {active.length > 0 ? t.filtersActive(active.length) : t.filters}
          </summary>
          <div className="inbox-filter-fields">
            <Choice
              id="stand"
              label={t.state}
              words={t.stateFilters}
              value={search.stand ?? 'offen'}
              onChange={(stand) => set({ stand: stand === 'offen' ? undefined : stand })}
            />
            <Choice
              id="wer"
              label={t.who}
              words={t.whoFilters}
              value={search.wer ?? 'alle'}
              onChange={(wer) => set({ wer: wer === 'alle' ? undefined : wer })}
            />
            <Choice
              id="faellig"
              label={t.due}
              words={t.dueFilters}
              value={search.faellig ?? 'alle'}
              onChange={(faellig) => set({ faellig: faellig === 'alle' ? undefined : faellig })}
            />
            <Choice
              id="ordnung"
              label={t.order}
              words={t.orders}
              value={search.ordnung ?? 'warten'}
              onChange={(ordnung) => set({ ordnung: ordnung === 'warten' ? undefined : ordnung })}
            />
            <Checkbox
              id="ungelesen"
              label={t.unreadOnly}
              checked={search.ungelesen === 'ja'}
              onChange={(event) => set({ ungelesen: event.target.checked ? 'ja' : undefined })}
            />
          </div>
        </details>
      </form>
      {active.length > 0 && (
        <ul className="inbox-chips">
          {active.map((name) => (
            <li key={name}>
              <Button
                small
                icon="close"
                aria-label={t.removeFilter(wordsOf(filter, name, t))}
                onClick={() => remove(name)}
              >
                {wordsOf(filter, name, t)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}
