import { useClient } from 'urql';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { EditableSection } from './EditableSection.tsx';
import { FormButtons } from './FormButtons.tsx';
import { useOrganisationMessages } from './organisationMessages.ts';
import { OrganisationUpdate, type OwnOrganisation, type SectionProps } from './organisationParts.ts';

const roles = { officer: 'digitalOfficer', subject: 'subjectContact', technical: 'technicalContact' } as const;
const roleNames = ['officer', 'subject', 'technical'] as const;
const fields = ['name', 'email', 'department', 'phone'] as const;

type Role = keyof typeof roles;
type Values = Record<`${Role}-${(typeof fields)[number]}`, string>;

/** Whom to turn to: proposed for each order. */
export function ContactsSection({ organisation, manages }: SectionProps) {
  const t = useOrganisationMessages().contacts;
  const line = (role: Role) => {
    const contact = organisation.internal[roles[role]];
    return contact && [contact.name, contact.department, contact.email, contact.phone].filter(Boolean).join(' · ');
  };
  const none = useOrganisationMessages().none;
  return (
    <EditableSection
      id="contacts"
      title={t.title}
      lead={t.lead}
      editable={manages}
      form={(end) => <ContactsForm organisation={organisation} onDone={end.done} onCancel={end.cancel} />}
    >
      <Facts rows={roleNames.map((role) => [t[role], line(role) ?? none] as const)} />
    </EditableSection>
  );
}

function initialValues({ internal }: OwnOrganisation): Values {
  const values = {} as Values;
  for (const role of roleNames) {
    for (const field of fields) values[`${role}-${field}`] = internal[roles[role]]?.[field] ?? '';
  }
  return values;
}

interface ContactsFormProps {
  organisation: OwnOrganisation;
  onDone: () => void;
  onCancel: () => void;
}

function ContactsForm({ organisation, onDone, onCancel }: ContactsFormProps) {
  const t = useOrganisationMessages().contacts;
  const common = useCommonMessages();
  const client = useClient();
  const form = useForm<Values>({ initial: initialValues(organisation) });
  const contact = (role: Role) => {
    const value = (field: (typeof fields)[number]) => form.values[`${role}-${field}`].trim();
    if (fields.every((field) => !value(field))) return null;
    return {
      name: value('name'),
      email: value('email'),
      phone: value('phone') || null,
      department: value('department') || null,
    };
  };
  const save = async () => {
    const half = roleNames.filter((role) => {
      const given = contact(role);
      return given && !(given.name && given.email);
    });
    if (half.length > 0) {
      return form.showErrors(
        Object.fromEntries(
          half.map((role) => [contact(role)?.name ? `${role}-email` : `${role}-name`, t.both]),
        ) as Partial<Values>,
      );
    }
    const { data, error } = await client.mutation(OrganisationUpdate, {
      input: {
        organisationId: organisation.id,
        expectedVersion: organisation.version,
        digitalOfficer: contact('officer'),
        subjectContact: contact('subject'),
        technicalContact: contact('technical'),
      },
    });
    const payload = data?.organisationUpdate;
    if (!payload) return form.showErrors({ root: error ? problemText(error, common) : common.problem.unknown });
    if (payload.userErrors.length === 0) return onDone();
    const told: Partial<Record<keyof Values | 'root', string>> = {};
    for (const { field, message } of payload.userErrors) {
      const role = roleNames.find((one) => roles[one] === field?.[0]);
      const name = fields.find((one) => one === field?.[1]);
      const at: keyof Values | 'root' = role && name ? `${role}-${name}` : 'root';
      told[at] ??= message;
    }
    form.showErrors(told);
  };
  return (
    <Form form={form} onSubmit={save}>
      <p className="muted">{t.hint}</p>
      {roleNames.map((role) => (
        <fieldset key={role} className="organisation-contact">
          <legend className="kern-label">{t[role]}</legend>
          <TextInput label={t.name} optional {...form.field(`${role}-name`)} />
          <EmailInput label={t.email} optional {...form.field(`${role}-email`)} />
          <TextInput label={t.department} optional {...form.field(`${role}-department`)} />
          <TextInput type="tel" label={t.phone} optional {...form.field(`${role}-phone`)} />
        </fieldset>
      ))}
      <FormButtons busy={form.submitting} onCancel={onCancel} />
    </Form>
  );
}
