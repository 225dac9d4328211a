import { type PointerEvent, useMemo, useState } from 'react';
import { useLocale } from '../../lib/i18n/locale.ts';
import { usePictureMessages } from './pictureMessages.ts';
import { byState, nearest, type Place, type PlaceState, pathOf, placeStates, side, windowOf } from './places.ts';

/** How each municipality stands, by its key; who is not there has not ordered. */
export type States = ReadonlyMap<string, { state: PlaceState; since: string | null }>;

/** The state of one place. */
export const stateOf = (states: States, { ars }: Place): PlaceState => states.get(ars)?.state ?? 'NONE';

interface DotMapProps {
  /** Those that are shown, all of Bavaria's or a region's. */
  places: readonly Place[];
  states: States;
}

/** All municipalities as marks at their places; who points at one reads its name. One path a state, whatever their number. */
export function DotMap({ places, states }: DotMapProps) {
  const t = usePictureMessages();
  const locale = useLocale();
  const [pointed, setPointed] = useState<Place | null>(null);
  const { x, y, width, height } = useMemo(() => windowOf(places), [places]);
  const drawn = useMemo(() => {
    const groups = byState(places, (place) => stateOf(states, place));
    // Looked at from close by, marks grow on the screen, but less than the distances.
    const scale = (width / side) ** 0.75;
    // The furthest is drawn last, above all others.
    return placeStates.toReversed().map((state) => {
      return { state, count: groups[state].length, path: pathOf(groups[state], state, scale) };
    });
  }, [places, states, width]);
  const count = (state: PlaceState) => drawn.find((one) => one.state === state)?.count ?? 0;
  const number = (n: number) => t.number(n, locale);
  const point = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>) => {
    const frame = currentTarget.getBoundingClientRect();
    const scale = width / frame.width;
    setPointed(nearest(places, x + (clientX - frame.left) * scale, y + (clientY - frame.top) * scale, 14 * scale));
  };
  return (
    <figure className="picture-map">
      <svg
        viewBox={`${x} ${y} ${width} ${height}`}
        role="img"
        aria-label={t.map(number(count('LIVE')), number(count('IN_PROGRESS')), number(places.length))}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        {drawn.map(({ state, path }) => (
          <path key={state} d={path} className={`picture-mark picture-mark--${state}`} />
        ))}
      </svg>
      <figcaption className="muted small">
        {pointed ? (
          <>
            <span className="verbatim">{pointed.name}</span>: {t.states[stateOf(states, pointed)]}
          </>
        ) : (
          t.mapHint
        )}
      </figcaption>
    </figure>
  );
}
