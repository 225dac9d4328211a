import { useMemo, useState } from 'react';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { type States, stateOf } from './DotMap.tsx';
import { usePictureMessages } from './pictureMessages.ts';
import { isMeant, type Place, type PlaceState, placeStates } from './places.ts';
import { ScrollTable } from './ScrollTable.tsx';

const step = 20;

interface PlaceTableProps {
  places: readonly Place[];
  states: States;
}

/** What the map shows as a table with search: for who does not see it, and for who looks for one municipality. */
export function PlaceTable({ places, states }: PlaceTableProps) {
  const t = usePictureMessages();
  const locale = useLocale();
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<PlaceState | ''>('');
  const [shown, setShown] = useState(step);
  const found = useMemo(() => {
    const rank = (place: Place) => placeStates.indexOf(stateOf(states, place));
    return places
      .filter((place) => isMeant(place, typed) && (state === '' || stateOf(states, place) === state))
      .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'de') || a.ars.localeCompare(b.ars));
  }, [places, states, typed, state]);
  const narrow = (change: () => void) => {
    change();
    setShown(step);
  };
  return (
    <section className="stack" aria-labelledby="picture-places">
      <h2 className="kern-heading-medium" id="picture-places">
        {t.places.title}
      </h2>
      <search className="picture-filters">
        <SearchInput
          id="picture-search"
          label={t.places.search}
          value={typed}
          onChange={({ target }) => narrow(() => setTyped(target.value))}
        />
        <Select
          id="picture-state"
          label={t.places.state}
          optional
          value={state}
          onChange={({ target }) => narrow(() => setState(placeStates.find((one) => one === target.value) ?? ''))}
        >
          <option value="">{t.places.anyState}</option>
          {placeStates.map((one) => (
            <option key={one} value={one}>
              {t.states[one]}
            </option>
          ))}
        </Select>
      </search>
      <p role="status">{t.places.found(t.number(found.length, locale))}</p>
      {found.length === 0 ? (
        <EmptyState title={t.places.none}>{t.places.noneText}</EmptyState>
      ) : (
        <ScrollTable
          labelledBy="picture-places"
          columns={[{ title: t.places.name }, { title: t.places.state }, { title: t.places.since }]}
        >
          {found.slice(0, shown).map((place) => {
            const since = states.get(place.ars)?.since;
            return (
              <tr className="kern-table__row" key={place.ars}>
                <th className="kern-table__cell" scope="row">
                  <TextLink to="/ort/$ars" params={{ ars: place.ars }}>
                    {place.name}
                  </TextLink>
                  {place.district && <span className="picture-district">{t.places.district(place.district)}</span>}
                </th>
                <td className="kern-table__cell">{t.states[stateOf(states, place)]}</td>
                <td className="kern-table__cell">{since ? formatTimeAsDay(`${since}T12:00:00Z`, locale) : '–'}</td>
              </tr>
            );
          })}
        </ScrollTable>
      )}
      <LoadMore hasMore={found.length > shown} busy={false} onMore={() => setShown(shown + 2 * step)} />
    </section>
  );
}
