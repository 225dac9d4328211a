import { Checkbox } from '../../ui/Checkbox.tsx';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import type { FieldsProps } from './deskFields.ts';
import { OnlyEfa } from './OnlyEfa.tsx';
import { emptyRows } from './sheetValues.ts';
/** What must be known to set it up. */
export function DeskParameters({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const { english } = form.values;
  const label = (end: 'De' | 'En') =>
    english ? w.inLanguage(w.fields.parameterName, w.languages[end]) : w.fields.parameterName;
  return (
    <>
      <OnlyEfa form={form} />
      <RepeatedRows
        form={form}
        name="parameters"
        label={w.sections.parameters}
        hint={w.hints.parameters}
        noun={w.fields.parameter}
        empty={emptyRows.parameter}
        most={60}
        movable
      >
        {(row) => (
          <>
            <div className="desk-both">
              <TextInput label={label('De')} lang="de" autoComplete="off" {...row.field('labelDe')} />
              {english && <TextInput label={label('En')} lang="en" autoComplete="off" {...row.field('labelEn')} />}
            </div>
            <div className="field-row">
              <TextInput label={w.fields.source} optional autoComplete="off" {...row.field('source')} />
              <TextInput label={w.fields.example} optional autoComplete="off" {...row.field('example')} />
            </div>
            <Checkbox label={w.fields.needed} {...row.box('required')} />
            <TextInput
              label={w.fields.code}
              hint={w.hints.code}
              optional
              autoComplete="off"
              spellCheck={false}
              {...row.field('code')}
            />
          </>
        )}
      </RepeatedRows>
    </>
  );
}
