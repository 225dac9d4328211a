import { CheckboxGroup } from '../../ui/CheckboxGroup.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import type { FieldsProps } from './deskFields.ts';
import { organisations } from './filters.ts';
/** Who may order. */
export function DeskEligible({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  const { eligible, kind } = form.values;
  // Those that may order, and those that the sheet names already.
  const offered = [...new Set([...Object.values(organisations), ...eligible])];
  return (
    <>
      <CheckboxGroup
        id="eligible"
        label={w.fields.eligible}
        hint={kind === 'EFA' ? w.hints.eligible : w.hints.eligibleNone}
        error={form.errors.eligible}
        values={eligible}
        onChange={(chosen) => form.set({ eligible: offered.filter((one) => chosen.includes(one)) })}
        options={offered.map((value) => ({ value, label: t.organisations[value] }))}
      />
      <DateField label={w.fields.eligibleOn} hint={w.hints.eligibleOn} optional {...form.field('eligibleOn')} />
    </>
  );
}
