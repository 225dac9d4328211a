import { useState } from 'react';
import { keepVisit, readVisit } from '../../lib/storage.ts';
import { emptySelection, type Selection } from './selection.ts';

/** A selection that survives reload and sign-in in this tab. `name` says what it belongs to, `before` is what was kept elsewhere. */
export function useSelection(name: string, before: Selection = emptySelection): [Selection, (next: Selection) => void] {
  const key = `selection.${name}`;
  const [selection, setSelection] = useState<Selection>(() => readVisit<Selection>(key) ?? before);
  return [
    selection,
    (next) => {
      setSelection(next);
      keepVisit(key, next);
    },
  ];
}
