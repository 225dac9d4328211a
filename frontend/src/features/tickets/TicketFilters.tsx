import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { SearchBox } from '../../lib/searchBox.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Select } from '../../ui/Select.tsx';
import type { Reader } from './TicketRow.tsx';
import { useTicketsMessages } from './ticketsMessages.ts';
import { type KindWord, kindOf, type StateWord, stateOf, stateWords, type TicketsSearch } from './ticketsSearch.ts';

interface TicketFiltersProps {
  search: TicketsSearch;
  box: SearchBox;
  reader: Reader;
  /** Those that there can be tickets of; one alone is nothing to choose. */
  kinds: readonly KindWord[];
  organisations: readonly { id: string; name: string }[];
}

/** Words, state, kind and organisation of a list; all but the words is in the address. */
export function TicketFilters({ search, box, reader, kinds, organisations }: TicketFiltersProps) {
  const t = useTicketsMessages();
  const navigate = useNavigate();
  const set = (change: { [N in keyof TicketsSearch]: TicketsSearch[N] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value));
    void navigate({ to: '.', search: next as TicketsSearch, state: true, replace: true, resetScroll: false });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    box.search(box.text);
  };
  const states = reader === 'operator' ? t.operatorStates : t.states;
  return (
    <search>
      <form className="tickets-filters" onSubmit={onSubmit}>
        <SearchInput
          id="tickets-search"
          label={t.search}
          value={box.text}
          onChange={({ target }) => box.setText(target.value)}
        />
        <Select
          id="stand"
          label={t.filter.state}
          value={search.stand ?? ''}
          onChange={({ target }) => set({ stand: (target.value as StateWord) || undefined })}
        >
          <option value="">{t.filter.all}</option>
          {stateWords.map((word) => (
            <option key={word} value={word}>
              {states[stateOf(word)]}
            </option>
          ))}
        </Select>
        {kinds.length > 1 && (
          <Select
            id="art"
            label={t.filter.kind}
            value={search.art ?? ''}
            onChange={({ target }) => set({ art: (target.value as KindWord) || undefined })}
          >
            <option value="">{t.filter.all}</option>
            {kinds.map((word) => (
              <option key={word} value={word}>
                {t.kinds[kindOf(word)]}
              </option>
            ))}
          </Select>
        )}
        {organisations.length > 1 && (
          <Select
            id="organisation"
            label={t.filter.organisation}
            value={search.organisation ?? ''}
            onChange={({ target }) => set({ organisation: target.value || undefined })}
          >
            <option value="">{t.filter.all}</option>
            {organisations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
        {reader === 'operator' && (
          <Checkbox
            id="meine"
            label={t.filter.mine}
            checked={search.meine === 'ja'}
            onChange={({ target }) => set({ meine: target.checked ? 'ja' : undefined })}
          />
        )}
      </form>
    </search>
  );
}
