import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { SetFilters } from './CatalogueFilters.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { activeFilters, type CatalogueFilter } from './filters.ts';

interface EmptyCatalogueProps {
  filter: CatalogueFilter;
  onSet: SetFilters;
  onWords: (words: string) => void;
}

/** What is said where no offering fits: what to change, or that there is none yet. */
export function EmptyCatalogue({ filter, onSet, onWords }: EmptyCatalogueProps) {
  const t = useCatalogueMessages();
  const active = activeFilters(filter);
  if (active.length === 0) return <EmptyState title={t.emptyAll}>{t.emptyAllText}</EmptyState>;
  const clear = () => {
    const set = active.filter((name) => name !== 'suche');
    onSet(Object.fromEntries([...set, 'version'].map((name) => [name, undefined])));
    if (active.includes('suche')) onWords('');
    // The button goes with the filters.
    document.getElementById('catalogue-search')?.focus();
  };
  return (
    <EmptyState title={t.empty} action={<Button onClick={clear}>{t.clear}</Button>}>
      {t.emptyAdvice}
    </EmptyState>
  );
}
