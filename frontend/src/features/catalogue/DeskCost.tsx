import type { CostClass } from '../../gql/graphql.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { Both } from './DeskBoth.tsx';
import { keys } from './DeskOptions.tsx';
import type { FieldsProps } from './deskFields.ts';
/** What it costs, and whether the levy finances it. */
export function DeskCost({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  return (
    <>
      <RadioGroup<CostClass>
        id="costClass"
        label={w.fields.costClass}
        error={form.errors.costClass}
        value={form.values.costClass}
        onChange={(costClass) => form.set({ costClass })}
        options={keys(t.costs).map((value) => ({ value, label: t.costs[value] }))}
      />
      <Both form={form} name="costNote" label={w.fields.costNote} hint={w.hints.costNote} optional rows={2} />
      <Checkbox label={w.fields.levy} hint={w.hints.levy} {...form.box('financedByLevy')} />
    </>
  );
}
