import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { placeShort } from '../../market/place.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Form } from '../../ui/Form.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useOrdersMessages } from './ordersMessages.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useSaveDrafts } from './useSaveDrafts.ts';

const fieldId = (order: { id: string }, key: string) => `${order.id}-${key}`;

/** The set-up parameters of the offering, for each draft its own; what is not known yet stays empty. */
export function StepParameters(props: StepProps) {
  const t = useOrdersMessages();
  const { drafts } = props;
  const form = useKeptForm<Record<string, string>>({
    name: `order.${drafts[0]?.id}.parameters`,
    initial: Object.fromEntries(
      drafts.flatMap((draft) =>
        draft.parameters.map(({ parameter, value }) => [fieldId(draft, parameter.key), value ?? '']),
      ),
    ),
  });
  const first = drafts[0] as OrderDraftFragment;
  const save = useSaveDrafts(
    form,
    props,
    Object.fromEntries(first.parameters.map(({ parameter: { key } }) => [key, fieldId(first, key)])),
  );
  const submit = async (values: Record<string, string>) => {
    const saved = await save((draft) => ({
      parameters: draft.parameters.map(({ parameter: { key } }) => ({
        key,
        value: (values[fieldId(draft, key)] ?? '').trim() || null,
      })),
    }));
    if (saved) form.settled();
  };
  const fields = (draft: OrderDraftFragment) =>
    draft.parameters.map(({ parameter: { key, label, source, example, required } }) => {
      const hints = [
        source && t.parameters.from(source),
        example && t.parameters.example(example),
        required && t.parameters.later,
      ].filter(Boolean);
      return (
        <TextInput
          key={key}
          label={label}
          hint={hints.length > 0 ? hints.join(' · ') : undefined}
          optional
          {...form.field(fieldId(draft, key))}
        />
      );
    });
  return (
    <Form form={form} onSubmit={submit}>
      <p>{t.parameters.lead}</p>
      {drafts.length === 1
        ? fields(first)
        : drafts.map((draft) => (
            <fieldset key={draft.id} className="orders-contact">
              <legend className="kern-label">{placeShort(draft)}</legend>
              {fields(draft)}
            </fieldset>
          ))}
      <StepActions busy={form.submitting} />
    </Form>
  );
}
