import type { FormState } from '../../lib/form.ts';
import type { DeskOfferingParts } from './deskParts.ts';
import type { TypedSheet } from './sheetValues.ts';

/** What every section of the form is given. */
export interface FieldsProps {
  form: FormState<TypedSheet>;
  /** Null for one that is made. */
  offering: DeskOfferingParts | null;
}
