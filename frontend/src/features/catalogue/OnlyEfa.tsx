import type { FormState } from '../../lib/form.ts';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import type { TypedSheet } from './sheetValues.ts';

/** Says that parameters and tasks belong to what is ordered here. */
export function OnlyEfa({ form }: { form: FormState<TypedSheet> }) {
  const w = useCatalogueDeskMessages();
  return form.values.kind === 'EFA' ? null : <p>{w.hints.onlyEfa}</p>;
}
