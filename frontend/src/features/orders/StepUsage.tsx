import { placeShort } from '../../market/place.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useOrdersMessages } from './ordersMessages.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useSaveDrafts } from './useSaveDrafts.ts';

// Beside the answer one link for each draft, under the draft's id.
type Values = Record<string, string>;

/** Whether the service is in use already; then its link is asked for at once. */
export function StepUsage(props: StepProps) {
  const t = useOrdersMessages();
  const { drafts } = props;
  const begun = drafts.some(({ alreadyInUse, portalUrl }) => alreadyInUse || portalUrl);
  const form = useKeptForm<Values>({
    name: `order.${drafts[0]?.id}.usage`,
    initial: {
      inUse: begun ? 'yes' : '',
      ...Object.fromEntries(drafts.map(({ id, portalUrl }) => [id, portalUrl ?? ''])),
    },
  });
  const save = useSaveDrafts(form, props, { portalUrl: drafts[0]?.id ?? 'inUse', alreadyInUse: 'inUse' });
  const submit = async (values: Values) => {
    const inUse = values.inUse === 'yes';
    if (!values.inUse) return form.showErrors({ inUse: t.usage.required });
    const link = (id: string) => (values[id] ?? '').trim();
    const wrong = drafts.filter(({ id }) => link(id) && !/^https:\/\/[^\s/]+\.[^\s]+$/i.test(link(id)));
    if (inUse && wrong.length > 0)
      return form.showErrors(Object.fromEntries(wrong.map(({ id }) => [id, t.usage.urlForm])));
    if (await save(({ id }) => ({ alreadyInUse: inUse, portalUrl: inUse ? link(id) || null : null }))) form.settled();
  };
  return (
    <Form form={form} onSubmit={submit}>
      <RadioGroup
        id="inUse"
        label={t.usage.label}
        error={form.errors.inUse}
        value={form.values.inUse || undefined}
        onChange={(inUse) => form.set({ inUse })}
        options={[
          { value: 'no', label: t.usage.no, hint: t.usage.noHint },
          { value: 'yes', label: t.usage.yes, hint: t.usage.yesHint },
        ]}
      />
      {form.values.inUse === 'yes' &&
        drafts.map((draft) => (
          <TextInput
            key={draft.id}
            label={drafts.length === 1 ? t.usage.url : t.usage.urlFor(placeShort(draft))}
            hint={t.usage.urlHint}
            inputMode="url"
            autoCapitalize="none"
            spellCheck={false}
            {...form.field(draft.id)}
          />
        ))}
      <StepActions busy={form.submitting} />
    </Form>
  );
}
