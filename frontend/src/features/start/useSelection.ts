import { useState } from 'react';
import { keepLocalDraft, readLocalDraft } from '../../lib/localDraft.ts';
import { emptySelection, type Selection } from './selection.ts';

/** A selection that survives the way through registration or sign-in. `name` says what it belongs to. */
export function useSelection(name: string): [Selection, (next: Selection) => void] {
  const key = `selection.${name}`;
  const [selection, setSelection] = useState<Selection>(() => readLocalDraft<Selection>(key) ?? emptySelection);
  return [
    selection,
    (next) => {
      setSelection(next);
      keepLocalDraft(key, next);
    },
  ];
}
