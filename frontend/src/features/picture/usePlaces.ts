import { useEffect, useState } from 'react';
import { type Place, type PlacesFile, readPlaces } from './places.ts';

/** Address of the public file with the coordinates of all municipalities. */
export const placesPath = '/files/market/municipalities.json';

/** All municipalities: undefined while they come, null where they did not. */
export function usePlaces(): readonly Place[] | null | undefined {
  const [places, setPlaces] = useState<readonly Place[] | null>();
  useEffect(() => {
    const leaving = new AbortController();
    fetch(placesPath, { signal: leaving.signal })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then((file: PlacesFile) => setPlaces(readPlaces(file)))
      .catch(() => {
        if (!leaving.signal.aborted) setPlaces(null);
      });
    return () => leaving.abort();
  }, []);
  return places;
}
