import { useState } from 'react';
import { keepVisit, readVisit } from '../../lib/storage.ts';
import { emptySelection, type Selection } from './selection.ts';

/** A selection that survives the way through registration or sign-in. `name` says what it belongs to. */
export function useSelection(name: string): [Selection, (next: Selection) => void] {
  const key = `selection.${name}`;
  const [selection, setSelection] = useState<Selection>(() => readVisit<Selection>(key) ?? emptySelection);
  return [
    selection,
    (next) => {
      setSelection(next);
      keepVisit(key, next);
    },
  ];
}
