import type { OrderPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useOrdersMessages } from './ordersMessages.ts';

const OrderDecide = graphql(`
  mutation OrderDecide($input: OrderDecideInput!) {
    orderDecide(input: $input) { order { id ...OrderParts } userErrors { code field message } }
  }
`);

interface DecideOrderProps {
  order: OrderPartsFragment;
  onDecided: (decision: 'freigegeben' | 'zurueckgegeben') => void;
}

type Decision = { what: '' | 'release' | 'return'; note: string };

/** Releases an order, or returns it with what is to be changed. */
export function DecideOrder({ order, onDecided }: DecideOrderProps) {
  const t = useOrdersMessages().desk;
  const form = useKeptForm<Decision>({ name: `order.${order.id}.decision`, initial: { what: '', note: '' } });
  const submit = useSubmit(form, OrderDecide, { release: 'what' });
  const { what } = form.values;
  const decide = async ({ what: chosen, note }: Decision) => {
    if (!chosen) return form.showErrors({ what: t.whatRequired });
    if (chosen === 'return' && !note.trim()) return form.showErrors({ note: t.noteRequired });
    const release = chosen === 'release';
    const input = { orderId: order.id, expectedVersion: order.version, release, note: note.trim() || null };
    if (!(await submit({ input }))) return;
    form.settled();
    onDecided(release ? 'freigegeben' : 'zurueckgegeben');
  };
  return (
    <Form form={form} onSubmit={decide} label={t.decision}>
      <RadioGroup
        id="what"
        label={t.what}
        error={form.errors.what}
        value={what || undefined}
        onChange={(next) => form.set({ what: next })}
        options={[
          { value: 'release', label: t.release, hint: t.releaseHint },
          { value: 'return', label: t.return, hint: t.returnHint },
        ]}
      />
      {what !== '' && (
        <TextArea
          label={t.note}
          hint={what === 'return' ? t.noteReturnHint : t.noteReleaseHint}
          optional={what === 'release'}
          rows={3}
          {...form.field('note')}
        />
      )}
      <Button type="submit" look="primary" busy={form.submitting}>
        {t.submit}
      </Button>
    </Form>
  );
}
