import type { CostClass, InterfaceState } from '../../gql/graphql.ts';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { keys, Options } from './DeskOptions.tsx';
import { ProcedurePicker } from './DeskPickers.tsx';
import type { FieldsProps } from './deskFields.ts';
import { emptyRows } from './sheetValues.ts';
/** The interfaces to specialist procedures. */
export function DeskInterfaces({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  return (
    <>
      <p>
        {w.hints.interfaces} <TextLink to="/betrieb/fachverfahren">{w.toProcedures}</TextLink>
      </p>
      <RepeatedRows
        form={form}
        name="interfaces"
        label={w.sections.interfaces}
        noun={w.fields.interface}
        empty={emptyRows.interface}
        most={30}
      >
        {(row) => (
          <>
            <ProcedurePicker
              id={row.binding('procedureId').id}
              label={w.fields.procedure}
              error={row.binding('procedureId').error}
              chosen={[row.values.procedureName, row.values.vendorName].filter(Boolean).join(', ')}
              onPick={({ id, name, vendor }) => row.set({ procedureId: id, procedureName: name, vendorName: vendor })}
            />
            <div className="field-row">
              <TextInput
                label={w.fields.versions}
                hint={w.hints.versions}
                optional
                autoComplete="off"
                {...row.field('versions')}
              />
              <TextInput
                label={w.fields.standard}
                hint={w.hints.standard}
                optional
                autoComplete="off"
                {...row.field('standard')}
              />
            </div>
            <div className="field-row">
              <Select label={w.fields.interfaceState} {...row.field('state')}>
                <Options<InterfaceState> texts={t.sheet.interfaceStates} of={keys(t.sheet.interfaceStates)} />
              </Select>
              <Select label={w.fields.interfaceCost} {...row.field('costClass')}>
                <Options<CostClass> texts={t.costs} of={keys(t.costs)} />
              </Select>
            </div>
            <TextInput label={w.fields.interfaceNote} optional autoComplete="off" {...row.field('costNote')} />
          </>
        )}
      </RepeatedRows>
    </>
  );
}
