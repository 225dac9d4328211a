import { useQuery } from 'urql';
import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { ContactFields, type ContactsValues, contactErrors, contactNames, gather, spread } from './ContactFields.tsx';
import { contactInput, contactValues } from './orderDraft.ts';
import { useOrdersMessages } from './ordersMessages.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useSaveDrafts } from './useSaveDrafts.ts';

const OrderContactDefaults = graphql(`
  query OrderContactDefaults($id: ID!) {
    organisation(id: $id) {
      id
      internal {
        subjectContact { name email phone department }
        technicalContact { name email phone department }
        digitalOfficer { name email phone department }
      }
    }
  }
`);

interface Known {
  subjectContact: Parameters<typeof contactValues>[0];
  technicalContact: Parameters<typeof contactValues>[0];
  digitalOfficer: Parameters<typeof contactValues>[0];
}

type Values = ContactsValues & { officer: boolean; same: boolean };

function ContactsForm({ defaults, ...props }: StepProps & { defaults: Known | null }) {
  const t = useOrdersMessages();
  const draft = props.drafts[0] as OrderDraftFragment;
  const officer = defaults?.digitalOfficer ?? null;
  const subject = draft.subjectContact ?? defaults?.subjectContact;
  const technical = draft.technicalContact ?? defaults?.technicalContact;
  const form = useKeptForm<Values>({
    name: `order.${draft.id}.contacts`,
    initial: {
      ...(spread('subject', contactValues(subject)) as ContactsValues),
      ...(spread('technical', contactValues(technical)) as ContactsValues),
      officer: false,
      same: false,
    },
  });
  const save = useSaveDrafts(form, props, contactNames);
  const submit = async (values: Values) => {
    const missing = {
      ...contactErrors('subject', values, t),
      ...(!values.same && contactErrors('technical', values, t)),
    };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    const subjectContact = contactInput(gather('subject', values));
    const technicalContact = values.same ? subjectContact : contactInput(gather('technical', values));
    if (await save(() => ({ subjectContact, technicalContact }))) form.settled();
  };
  return (
    <Form form={form} onSubmit={submit}>
      <p>
        {(subject ?? technical) && `${t.contacts.filled} `}
        {t.contacts.lead}
      </p>
      {officer && (
        <Checkbox
          id="officer"
          label={t.contacts.officer}
          hint={t.contacts.officerHint(officer.name)}
          checked={form.values.officer}
          onChange={({ target: { checked } }) =>
            form.set({ officer: checked, ...spread('subject', contactValues(checked ? officer : subject)) })
          }
        />
      )}
      <ContactFields form={form} which="subject" />
      <Checkbox label={t.contacts.same} {...form.box('same')} />
      {!form.values.same && <ContactFields form={form} which="technical" />}
      <StepActions busy={form.submitting} />
    </Form>
  );
}

/** Subject and technical contact, beginning with what is known of the organisation; the digital officer may coordinate. */
export function StepContacts(props: StepProps) {
  const draft = props.drafts[0] as OrderDraftFragment;
  const [{ data, error }] = useQuery({ query: OrderContactDefaults, variables: { id: draft.organisation.id } });
  // The defaults are what the form begins with: it waits for them, but not for ever.
  if (!data && !error) return <Spinner />;
  return <ContactsForm {...props} defaults={data?.organisation?.internal ?? null} />;
}
