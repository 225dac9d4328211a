import type { CitizenSupport } from '../../gql/graphql.ts';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { keys } from './DeskOptions.tsx';
import type { FieldsProps } from './deskFields.ts';
import { emptyRows } from './sheetValues.ts';
/** Whom to ask, and who answers citizens. */
export function DeskContacts({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  return (
    <>
      <RepeatedRows
        form={form}
        name="contacts"
        label={w.fields.contacts}
        hint={w.hints.contacts}
        noun={w.fields.contact}
        empty={emptyRows.contact}
        most={10}
      >
        {(row) => (
          <>
            <div className="field-row">
              <TextInput label={w.fields.contactName} autoComplete="off" {...row.field('name')} />
              <TextInput label={w.fields.role} autoComplete="off" {...row.field('role')} />
            </div>
            <EmailInput label={w.fields.email} autoComplete="off" {...row.field('email')} />
          </>
        )}
      </RepeatedRows>
      <RadioGroup<CitizenSupport>
        id="citizenSupport"
        label={w.fields.citizenSupport}
        error={form.errors.citizenSupport}
        value={form.values.citizenSupport}
        onChange={(citizenSupport) => form.set({ citizenSupport })}
        options={keys(w.supports).map((value) => ({ value, label: w.supports[value] }))}
      />
    </>
  );
}
