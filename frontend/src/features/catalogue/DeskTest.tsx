import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { Both } from './DeskBoth.tsx';
import type { FieldsProps } from './deskFields.ts';
import { emptyRows } from './sheetValues.ts';
/** Test and guides. */
export function DeskTest({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  return (
    <>
      <TextInput
        label={w.fields.testUrl}
        hint={w.hints.testUrl}
        type="url"
        optional
        autoComplete="off"
        {...form.field('testUrl')}
      />
      <Both form={form} name="testNote" label={w.fields.testNote} hint={w.hints.testNote} optional rows={2} />
      <RepeatedRows
        form={form}
        name="guides"
        label={w.fields.guides}
        noun={w.fields.guide}
        empty={emptyRows.guide}
        most={20}
        movable
      >
        {(row) => (
          <div className="field-row">
            <TextInput label={w.fields.title} autoComplete="off" {...row.field('title')} />
            <TextInput label={w.fields.url} type="url" autoComplete="off" {...row.field('url')} />
          </div>
        )}
      </RepeatedRows>
    </>
  );
}
