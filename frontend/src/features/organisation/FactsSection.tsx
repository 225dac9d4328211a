import type { OrganisationPartsFragment } from '../../gql/graphql.ts';
import { useForm } from '../../lib/form.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useOrganisationKinds } from '../../lib/i18n/organisationKinds.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Form } from '../../ui/Form.tsx';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { EditableSection } from './EditableSection.tsx';
import { FormButtons } from './FormButtons.tsx';
import { useOrganisationMessages } from './organisationMessages.ts';
import { OrganisationUpdate } from './organisationParts.ts';

/** What is known of an organisation, and how it is reached, which its admins edit. */
export function FactsSection({ organisation, manages }: { organisation: OrganisationPartsFragment; manages: boolean }) {
  const t = useOrganisationMessages().facts;
  const kinds = useOrganisationKinds();
  const locale = useLocale();
  const { union, municipalities, internal, address } = organisation;
  const number = (n: number) => n.toLocaleString(locale === 'de' ? 'de-DE' : 'en-GB');
  return (
    <EditableSection
      id="facts"
      title={t.title}
      editable={manages}
      form={(end) => <ReachForm organisation={organisation} onDone={end.done} onCancel={end.cancel} />}
    >
      {organisation.dissolved && <Alert kind="warning" title={t.dissolved} />}
      <Facts
        rows={[
          [t.kind, kinds[organisation.kind]],
          [t.seat, organisation.region?.name],
          [t.address, address && <PostalAddressLines key="address" address={address} locale={locale} />],
          [t.email, organisation.email],
          [
            t.union,
            union && (
              <TextLink key="union" to="/organisation/$organisationId" params={{ organisationId: union.id }}>
                {union.name}
              </TextLink>
            ),
          ],
          [t.municipalities, municipalities.map(({ name }) => name).join(', ')],
          [t.taxNumber, internal?.taxNumber],
          [t.used, internal && t.usedOf(number(internal.accountsUsed), number(internal.accountLimit))],
        ]}
      />
    </EditableSection>
  );
}

const addressFields = ['street', 'houseNumber', 'postalCode', 'city'] as const;

interface ReachFormProps {
  organisation: OrganisationPartsFragment;
  onDone: () => void;
  onCancel: () => void;
}

function ReachForm({ organisation, onDone, onCancel }: ReachFormProps) {
  const t = useOrganisationMessages().facts;
  const { address } = organisation;
  const form = useForm({
    initial: {
      email: organisation.email ?? '',
      street: address?.street ?? '',
      houseNumber: address?.houseNumber ?? '',
      postalCode: address?.postalCode ?? '',
      city: address?.city ?? '',
    },
  });
  const submit = useSubmit(form, OrganisationUpdate, { address: 'street' });
  const save = async ({ email, street, houseNumber, postalCode, city }: typeof form.values) => {
    const given = street || houseNumber || postalCode || city;
    if (given && !(postalCode && city)) return form.showErrors({ [postalCode ? 'city' : 'postalCode']: t.missing });
    const typed = { street: street || null, houseNumber: houseNumber || null, postalCode, city };
    // What the form does not ask for stays, and an address that nobody touched is not sent at all.
    const kept = {
      addition: address?.addition ?? null,
      region: address?.region ?? null,
      country: address?.country ?? 'DE',
    };
    const touched = addressFields.some((field) => (typed[field] || null) !== (address?.[field] || null));
    const done = await submit({
      input: {
        organisationId: organisation.id,
        expectedVersion: organisation.version,
        email: email.trim() || null,
        ...(touched && { address: given ? { ...kept, ...typed } : null }),
      },
    });
    if (done) onDone();
  };
  return (
    <Form form={form} onSubmit={save}>
      <EmailInput label={t.email} optional {...form.field('email')} />
      <div className="field-row">
        <TextInput label={t.street} optional {...form.field('street')} />
        <div className="field-narrow">
          <TextInput label={t.houseNumber} optional {...form.field('houseNumber')} />
        </div>
      </div>
      <div className="field-row">
        <div className="field-narrow">
          <TextInput label={t.postalCode} inputMode="numeric" optional {...form.field('postalCode')} />
        </div>
        <TextInput label={t.city} optional {...form.field('city')} />
      </div>
      <FormButtons busy={form.submitting} onCancel={onCancel} />
    </Form>
  );
}
