import type { FormState } from '../../lib/form.ts';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { ContactValues } from './orderDraft.ts';
import type { OrdersMessages } from './orders.de.ts';
import { useOrdersMessages } from './ordersMessages.ts';

/** Two contacts in one form, each field with the contact's name before it. */
export type ContactsValues = Record<
  | 'subjectName'
  | 'subjectEmail'
  | 'subjectPhone'
  | 'subjectDepartment'
  | 'technicalName'
  | 'technicalEmail'
  | 'technicalPhone'
  | 'technicalDepartment',
  string
>;

type Which = 'subject' | 'technical';

/** The fields of one contact with its values. */
export function spread(which: Which, { name, email, phone, department }: ContactValues): Partial<ContactsValues> {
  return {
    [`${which}Name`]: name,
    [`${which}Email`]: email,
    [`${which}Phone`]: phone,
    [`${which}Department`]: department,
  };
}

/** One contact of the form. */
export function gather(which: Which, values: ContactsValues): ContactValues {
  return {
    name: values[`${which}Name`].trim(),
    email: values[`${which}Email`].trim(),
    phone: values[`${which}Phone`].trim(),
    department: values[`${which}Department`].trim(),
  };
}

/** What is missing in a contact, at its fields. */
export function contactErrors(which: Which, values: ContactsValues, t: OrdersMessages): Partial<ContactsValues> {
  const { name, email } = gather(which, values);
  return {
    ...(!name && { [`${which}Name`]: t.contacts.nameRequired }),
    ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) && { [`${which}Email`]: t.contacts.emailRequired }),
  };
}

/** Where a refused contact is shown: at its first field. */
export const contactNames = { subjectContact: 'subjectName', technicalContact: 'technicalName' } as const;

/** The fields of one contact. */
export function ContactFields<T extends ContactsValues>({ form, which }: { form: FormState<T>; which: Which }) {
  const t = useOrdersMessages();
  const fields = form as unknown as FormState<ContactsValues>;
  return (
    <fieldset className="orders-contact">
      <legend className="kern-label">{which === 'subject' ? t.contacts.subject : t.contacts.technical}</legend>
      <p className="kern-hint">{which === 'subject' ? t.contacts.subjectHint : t.contacts.technicalHint}</p>
      <TextInput label={t.contacts.name} {...fields.field(`${which}Name`)} />
      <EmailInput label={t.contacts.email} {...fields.field(`${which}Email`)} />
      <TextInput label={t.contacts.phone} optional inputMode="tel" {...fields.field(`${which}Phone`)} />
      <TextInput label={t.contacts.department} optional {...fields.field(`${which}Department`)} />
    </fieldset>
  );
}
