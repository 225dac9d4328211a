import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { Both } from './DeskBoth.tsx';
import type { FieldsProps } from './deskFields.ts';
import { emptyRows } from './sheetValues.ts';
/** What the sheet tells. */
export function DeskTexts({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const { english } = form.values;
  const label = (end: 'De' | 'En') =>
    english ? w.inLanguage(w.fields.precondition, w.languages[end]) : w.fields.precondition;
  return (
    <>
      <Both form={form} name="summary" label={w.fields.summary} rows={2} />
      <Both form={form} name="description" label={w.fields.description} hint={w.hints.description} rows={8} />
      <RepeatedRows
        form={form}
        name="preconditions"
        label={w.fields.preconditions}
        hint={w.hints.preconditions}
        noun={w.fields.precondition}
        empty={emptyRows.precondition}
        most={10}
        movable
      >
        {(row) => (
          <div className="desk-both">
            <TextInput label={label('De')} lang="de" autoComplete="off" {...row.field('de')} />
            {english && <TextInput label={label('En')} lang="en" autoComplete="off" {...row.field('en')} />}
          </div>
        )}
      </RepeatedRows>
    </>
  );
}
