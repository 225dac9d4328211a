import type { FormEvent } from 'react';
import type { SearchBox } from '../../lib/searchBox.ts';
import { useMedia } from '../../lib/useMedia.ts';
import type { OwnProcedure } from '../../market/ownProcedure.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import type { MarketSearch } from './catalogueSearch.ts';
import { activeFilters, type CatalogueFilter, costs, kinds, organisations, states } from './filters.ts';
import { ProcedureChooser } from './ProcedureChooser.tsx';

/** Sets filters of the address; undefined takes one away. */
export type SetFilters = (change: { [N in keyof MarketSearch]?: MarketSearch[N] | undefined }) => void;

interface ChoiceProps<W extends string, E extends string> {
  id: string;
  label: string;
  hint?: string;
  words: Record<W, E>;
  texts: Record<E, string>;
  value: W | undefined;
  onChange: (value: W | undefined) => void;
}

function Choice<W extends string, E extends string>({
  id,
  label,
  hint,
  words,
  texts,
  value,
  onChange,
}: ChoiceProps<W, E>) {
  const t = useCatalogueMessages();
  return (
    <Select
      id={id}
      label={label}
      hint={hint}
      value={value ?? ''}
      onChange={(event) => onChange((event.target.value || undefined) as W | undefined)}
    >
      <option value="">{t.all}</option>
      {Object.entries<E>(words).map(([word, meaning]) => (
        <option key={word} value={word}>
          {texts[meaning]}
        </option>
      ))}
    </Select>
  );
}

interface CatalogueFiltersProps {
  filter: CatalogueFilter;
  box: SearchBox;
  own: OwnProcedure | null;
  onOwn: (procedure: OwnProcedure | null) => void;
  onSet: SetFilters;
}

function Fields({ filter, own, onOwn, onSet }: Omit<CatalogueFiltersProps, 'box'>) {
  const t = useCatalogueMessages();
  return (
    <div className="catalogue-fields">
      <Choice
        id="fuer"
        label={t.who}
        hint={t.whoHint}
        words={organisations}
        texts={t.organisations}
        value={filter.fuer}
        onChange={(fuer) => onSet({ fuer })}
      />
      <Choice
        id="art"
        label={t.kind}
        words={kinds}
        texts={t.kinds}
        value={filter.art}
        onChange={(art) => onSet({ art })}
      />
      <Choice
        id="stand"
        label={t.state}
        words={states}
        texts={t.states}
        value={filter.stand}
        onChange={(stand) => onSet({ stand })}
      />
      <Choice
        id="kosten"
        label={t.cost}
        words={costs}
        texts={t.costs}
        value={filter.kosten}
        onChange={(kosten) => onSet({ kosten })}
      />
      <Checkbox
        id="umlage"
        label={t.levy}
        checked={filter.umlage === 'ja'}
        onChange={(event) => onSet({ umlage: event.target.checked ? 'ja' : undefined })}
      />
      <Checkbox
        id="test"
        label={t.test}
        checked={filter.test === 'ja'}
        onChange={(event) => onSet({ test: event.target.checked ? 'ja' : undefined })}
      />
      {filter.organisation && (
        <Checkbox
          id="unbestellt"
          label={t.notOrdered}
          checked={filter.unbestellt === 'ja'}
          onChange={(event) => onSet({ unbestellt: event.target.checked ? 'ja' : undefined })}
        />
      )}
      <ProcedureChooser
        own={own}
        onOwn={onOwn}
        filter={filter.verfahren}
        onFilter={(asked) => onSet({ verfahren: asked?.id, version: asked?.version ?? undefined })}
      />
    </div>
  );
}

/** Search and filters of the catalogue; all but the words is in the address. */
export function CatalogueFilters({ box, ...fields }: CatalogueFiltersProps) {
  const t = useCatalogueMessages();
  const wide = useMedia('(min-width: 62rem)');
  const active = activeFilters(fields.filter).filter((name) => name !== 'suche').length;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    box.search(box.text);
  };
  return (
    <search className="catalogue-filters no-print">
      <form onSubmit={onSubmit} className="stack">
        <div className="catalogue-search">
          <SearchInput
            id="catalogue-search"
            label={t.search}
            hint={t.searchHint}
            enterKeyHint="search"
            spellCheck={false}
            value={box.text}
            onChange={(event) => box.setText(event.target.value)}
          />
          <Button type="submit" icon="search" iconOnly>
            {t.searchButton}
          </Button>
        </div>
        {wide ? (
          <Fields {...fields} />
        ) : (
          <Disclosure summary={active > 0 ? t.filtersActive(active) : t.filters}>
            <Fields {...fields} />
          </Disclosure>
        )}
      </form>
    </search>
  );
}
