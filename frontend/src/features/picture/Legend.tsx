import { useLocale } from '../../lib/i18n/locale.ts';
import { usePictureMessages } from './pictureMessages.ts';
import { byState, marks, type Place, type PlaceState, placeStates } from './places.ts';

interface LegendProps {
  places: readonly Place[];
  stateOf: (place: Place) => PlaceState;
}

/** What the marks mean, each with how many municipalities have it. */
export function Legend({ places, stateOf }: LegendProps) {
  const t = usePictureMessages();
  const locale = useLocale();
  const counts = byState(places, stateOf);
  return (
    <dl className="picture-legend" aria-label={t.legend}>
      {placeStates.map((state) => {
        const { draw, size } = marks[state];
        return (
          <div key={state}>
            <dt>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={draw(12, 12, size)} className={`picture-mark picture-mark--${state}`} />
              </svg>
              {t.states[state]}
            </dt>
            <dd>{t.number(counts[state].length, locale)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
