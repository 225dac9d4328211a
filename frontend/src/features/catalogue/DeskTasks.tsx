import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { keys, Options } from './DeskOptions.tsx';
import type { FieldsProps } from './deskFields.ts';
import { OnlyEfa } from './OnlyEfa.tsx';
import { emptyRows } from './sheetValues.ts';
/** The steps from contract to live service. */
export function DeskTasks({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const { english } = form.values;
  const label = (end: 'De' | 'En') =>
    english ? w.inLanguage(w.fields.taskTitle, w.languages[end]) : w.fields.taskTitle;
  return (
    <>
      <OnlyEfa form={form} />
      <RepeatedRows
        form={form}
        name="tasks"
        label={w.sections.tasks}
        hint={w.hints.tasks}
        noun={w.fields.task}
        empty={emptyRows.task}
        most={30}
        movable
      >
        {(row) => (
          <>
            <div className="desk-both">
              <TextInput label={label('De')} lang="de" autoComplete="off" {...row.field('titleDe')} />
              {english && <TextInput label={label('En')} lang="en" autoComplete="off" {...row.field('titleEn')} />}
            </div>
            <div className="field-row">
              <Select label={w.fields.taskKind} {...row.field('kind')}>
                <Options texts={w.taskKinds} of={keys(w.taskKinds)} />
              </Select>
              <Select label={w.fields.responsible} {...row.field('responsible')}>
                <Options texts={w.parties} of={keys(w.parties)} />
              </Select>
            </div>
            <div className="field-row">
              <TextInput
                label={w.fields.guideTitle}
                hint={w.hints.guide}
                optional
                autoComplete="off"
                {...row.field('guideTitle')}
              />
              <TextInput label={w.fields.guideUrl} type="url" optional autoComplete="off" {...row.field('guideUrl')} />
            </div>
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
