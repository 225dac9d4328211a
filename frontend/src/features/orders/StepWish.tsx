import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { daysUntil } from '../../lib/dates.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useOrdersMessages } from './ordersMessages.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useSaveDrafts } from './useSaveDrafts.ts';

/** The wished day, unless the service is in use already, and a note. */
export function StepWish(props: StepProps) {
  const t = useOrdersMessages();
  const draft = props.drafts[0] as OrderDraftFragment;
  const form = useKeptForm({
    name: `order.${draft.id}.wish`,
    initial: { wishedOn: draft.wishedOn ?? '', note: draft.note ?? '' },
  });
  const save = useSaveDrafts(form, props);
  const submit = async ({ wishedOn, note }: { wishedOn: string; note: string }) => {
    if (wishedOn && daysUntil(wishedOn) < 0) return form.showErrors({ wishedOn: t.wish.past });
    const change = { wishedOn: draft.alreadyInUse ? null : wishedOn || null, note: note.trim() || null };
    if (await save(() => change)) form.settled();
  };
  return (
    <Form form={form} onSubmit={submit}>
      {!draft.alreadyInUse && (
        <DateField label={t.wish.day} hint={t.wish.dayHint} optional {...form.field('wishedOn')} />
      )}
      <TextArea label={t.wish.note} hint={t.wish.noteHint} optional rows={4} {...form.field('note')} />
      <StepActions busy={form.submitting} />
    </Form>
  );
}
