import { useState } from 'react';
import type { OrderPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { placeName } from '../../market/place.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useOrdersMessages } from './ordersMessages.ts';

const OrderCancel = graphql(`
  mutation OrderCancel($input: OrderCancelInput!) {
    orderCancel(input: $input) { order { id ...OrderDraft ...OrderParts } userErrors { code field message } }
  }
`);

function CancelForm({ order, onClose }: { order: OrderPartsFragment; onClose: () => void }) {
  const t = useOrdersMessages().order;
  const market = useMarketMessages();
  const form = useForm({ initial: { reason: '' } });
  const submit = useSubmit(form, OrderCancel);
  const cancel = async ({ reason }: { reason: string }) => {
    const input = { orderId: order.id, expectedVersion: order.version, reason: reason.trim() || null };
    if (!(await submit({ input }))) return;
    say(t.cancelled);
    onClose();
  };
  return (
    <Form form={form} onSubmit={cancel} label={t.cancelTitle}>
      <p>{t.cancelText(order.ordered.name, placeName(order, market))}</p>
      <TextArea label={t.cancelReason} optional rows={2} {...form.field('reason')} />
      <div className="form-actions">
        <Button type="submit" look="primary" icon="delete" busy={form.submitting}>
          {t.cancelDo}
        </Button>
        <Button onClick={onClose}>{t.keep}</Button>
      </div>
    </Form>
  );
}

/** Cancels an order that was not released yet, after a question. */
export function CancelOrder({ order }: { order: OrderPartsFragment }) {
  const t = useOrdersMessages().order;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="tertiary" icon="delete" onClick={() => setOpen(true)}>
        {t.cancel}
      </Button>
      <Dialog open={open} title={t.cancelTitle} onClose={() => setOpen(false)}>
        <CancelForm order={order} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
