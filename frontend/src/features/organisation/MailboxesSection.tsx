import { array, nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import { emailPattern } from '../../lib/emailPattern.ts';
import { useForm } from '../../lib/form.ts';
import { keyedRows } from '../../lib/formRows.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { EditableSection } from './EditableSection.tsx';
import { FormButtons } from './FormButtons.tsx';
import { useOrganisationMessages } from './organisationMessages.ts';
import { OrganisationUpdate, type OwnOrganisation, type SectionProps } from './organisationParts.ts';

// As many as the contract takes.
const most = 20;

/** The shared addresses that a certificate may be on. */
export function MailboxesSection({ organisation, manages }: SectionProps) {
  const t = useOrganisationMessages().mailboxes;
  const { functionalMailboxes } = organisation.internal;
  return (
    <EditableSection
      id="mailboxes-title"
      title={t.title}
      lead={t.lead}
      editable={manages}
      form={(end) => <MailboxesForm organisation={organisation} onDone={end.done} onCancel={end.cancel} />}
    >
      {functionalMailboxes.length === 0 && <p className="muted">{t.empty}</p>}
      <ul className="verbatim">
        {functionalMailboxes.map((address) => (
          <li key={address}>{address}</li>
        ))}
      </ul>
    </EditableSection>
  );
}

interface MailboxesFormProps {
  organisation: OwnOrganisation;
  onDone: () => void;
  onCancel: () => void;
}

function MailboxesForm({ organisation, onDone, onCancel }: MailboxesFormProps) {
  const texts = useOrganisationMessages();
  const t = texts.mailboxes;
  const form = useForm({
    initial: { functionalMailboxes: keyedRows(organisation.internal.functionalMailboxes.map((email) => ({ email }))) },
    schema: object({
      functionalMailboxes: array(
        object({
          key: string(),
          email: pipe(string(), trim(), nonEmpty(t.missing), regex(emailPattern, texts.emailForm)),
        }),
      ),
    }),
  });
  const submit = useSubmit(form, OrganisationUpdate);
  const save = async ({ functionalMailboxes }: typeof form.values) => {
    const done = await submit({
      input: {
        organisationId: organisation.id,
        expectedVersion: organisation.version,
        functionalMailboxes: functionalMailboxes.map(({ email }) => email),
      },
    });
    if (done) onDone();
  };
  return (
    <Form form={form} onSubmit={save}>
      <RepeatedRows
        form={form}
        name="functionalMailboxes"
        label={t.label}
        noun={t.noun}
        empty={{ email: '' }}
        most={most}
      >
        {(row) => <EmailInput label={t.address} {...row.field('email')} />}
      </RepeatedRows>
      <FormButtons busy={form.submitting} onCancel={onCancel} />
    </Form>
  );
}
