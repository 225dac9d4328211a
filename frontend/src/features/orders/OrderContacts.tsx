import { useState } from 'react';
import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { ContactFields, type ContactsValues, contactErrors, contactNames, gather, spread } from './ContactFields.tsx';
import { contactInput, contactValues } from './orderDraft.ts';
import { useOrdersMessages } from './ordersMessages.ts';

const OrderContactsUpdate = graphql(`
  mutation OrderContactsUpdate($input: OrderContactsUpdateInput!) {
    orderContactsUpdate(input: $input) {
      order { id ...OrderDraft ...OrderParts }
      userErrors { code field message }
    }
  }
`);

function ContactsForm({ order, onClose }: { order: OrderDraftFragment; onClose: () => void }) {
  const t = useOrdersMessages();
  const common = useCommonMessages();
  // The order follows what others do to it, the form does not: nothing typed is lost, and contacts that somebody else
  // changed are not overwritten unseen.
  const [begun] = useState(order);
  const form = useForm({
    initial: {
      ...spread('subject', contactValues(begun.subjectContact)),
      ...spread('technical', contactValues(begun.technicalContact)),
    } as ContactsValues,
  });
  const submit = useSubmit(form, OrderContactsUpdate, contactNames);
  const contactsOf = (one: OrderDraftFragment) => JSON.stringify([one.subjectContact, one.technicalContact]);
  const save = async (values: ContactsValues) => {
    const missing = { ...contactErrors('subject', values, t), ...contactErrors('technical', values, t) };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    const input = {
      orderId: order.id,
      expectedVersion: (contactsOf(order) === contactsOf(begun) ? order : begun).version,
      subjectContact: contactInput(gather('subject', values)),
      technicalContact: contactInput(gather('technical', values)),
    };
    if (!(await submit({ input }))) return;
    say(t.order.contactsSaved);
    onClose();
  };
  return (
    <Form form={form} onSubmit={save} label={t.order.contacts}>
      <ContactFields form={form} which="subject" />
      <ContactFields form={form} which="technical" />
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.order.contactsSave}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </Form>
  );
}

/** Changes the contacts of an order at any time, without a ticket. */
export function OrderContacts({ order }: { order: OrderDraftFragment }) {
  const t = useOrdersMessages();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="edit" onClick={() => setOpen(true)}>
        {t.order.contacts}
      </Button>
      <Dialog open={open} title={t.order.contacts} onClose={() => setOpen(false)}>
        <ContactsForm order={order} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
