import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import type { OwnProcedure } from '../../market/ownProcedure.ts';
import { Button } from '../../ui/Button.tsx';
import type { SetFilters } from './CatalogueFilters.tsx';
import type { CatalogueMessages } from './catalogue.de.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import {
  activeFilters,
  type CatalogueFilter,
  costs,
  type FilterName,
  kinds,
  organisations,
  states,
} from './filters.ts';

const ProcedureName = graphql(`
  query CatalogueProcedureName($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name } } }
`);

// A link from somebody else may name a procedure that was not chosen on this device.
function useProcedureName(id: string | undefined, own: OwnProcedure | null): string | undefined {
  const known = id === own?.id ? own?.name : undefined;
  const [{ data }] = useQuery({
    query: ProcedureName,
    variables: { id: id ?? '' },
    pause: id === undefined || known !== undefined,
  });
  return known ?? (data?.node && 'name' in data.node ? data.node.name : undefined);
}

function wordsOf(filter: CatalogueFilter, name: FilterName, procedure: string, t: CatalogueMessages): string {
  const { suche = '', art, stand, fuer, kosten } = filter;
  const words: Record<FilterName, string> = {
    suche: t.searched(suche),
    art: art ? t.kinds[kinds[art]] : '',
    stand: stand ? t.states[states[stand]] : '',
    fuer: fuer ? t.organisations[organisations[fuer]] : '',
    kosten: kosten ? t.costs[costs[kosten]] : '',
    umlage: t.levy,
    test: t.test,
    unbestellt: t.notOrdered,
    verfahren: t.own.filterNamed(t.own.chosen(procedure, filter.version ?? null)),
  };
  return words[name];
}

// Without its procedure a version means nothing.
const without = (name: Exclude<FilterName, 'suche'>) => ({
  [name]: undefined,
  ...(name === 'verfahren' && { version: undefined }),
});

interface ActiveFiltersProps {
  filter: CatalogueFilter;
  own: OwnProcedure | null;
  onSet: SetFilters;
  onWords: (words: string) => void;
}

/** The filters that are set, each with a way to take it back. */
export function ActiveFilters({ filter, own, onSet, onWords }: ActiveFiltersProps) {
  const t = useCatalogueMessages();
  const procedure = useProcedureName(filter.verfahren, own) ?? t.own.unknown;
  const active = activeFilters(filter);
  if (active.length === 0) return null;
  return (
    <ul className="catalogue-chips no-print">
      {active.map((name) => {
        const words = wordsOf(filter, name, procedure, t);
        return (
          <li key={name}>
            <Button
              small
              icon="close"
              aria-label={t.removeFilter(words)}
              onClick={() => (name === 'suche' ? onWords('') : onSet(without(name)))}
            >
              {words}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
