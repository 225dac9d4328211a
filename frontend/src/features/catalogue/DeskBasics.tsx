import type { OfferingKind, OfferingState } from '../../gql/graphql.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { Both } from './DeskBoth.tsx';
import { keys } from './DeskOptions.tsx';
import type { FieldsProps } from './deskFields.ts';
import { slugOf } from './sheetValues.ts';
import { stateWord } from './stateWord.ts';
/** Name, identifier, kind and state. */
export function DeskBasics({ form, offering }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  const { values } = form;
  const states: readonly OfferingState[] = offering ? offering.nextStates : ['ANNOUNCED', 'ORDERABLE'];
  return (
    <>
      <Checkbox label={w.fields.english} hint={w.hints.english} {...form.box('english')} />
      <Both
        form={form}
        name="name"
        label={w.fields.name}
        onBlur={() => {
          if (!offering) form.set(({ slug, nameDe }) => ({ slug: slug || slugOf(nameDe) }));
        }}
      />
      <TextInput
        label={w.fields.slug}
        hint={offering ? w.hints.slugFixed : w.hints.slug}
        autoComplete="off"
        spellCheck={false}
        readOnly={offering !== null}
        {...form.field('slug')}
      />
      <RadioGroup<OfferingKind>
        id="kind"
        label={w.fields.kind}
        error={form.errors.kind}
        value={values.kind}
        onChange={(kind) => form.set({ kind })}
        options={keys(t.kinds).map((value) => ({ value, label: t.kinds[value], hint: w.hints.kinds[value] }))}
      />
      <RadioGroup<OfferingState>
        id="state"
        label={w.fields.state}
        error={form.errors.state}
        value={values.state}
        onChange={(state) => form.set({ state })}
        options={states.map((value) => ({ value, label: stateWord(value, values.kind, t) }))}
      />
      {values.state === 'ANNOUNCED' && (
        <DateField
          label={w.fields.orderableFrom}
          hint={w.hints.orderableFrom}
          optional
          {...form.field('orderableFrom')}
        />
      )}
    </>
  );
}
