import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ActivationPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { type AddressValues, addressSchema, toInput } from './addressForm.ts';
import { countries } from './countries.ts';

const PostalAddressSet = graphql(`
  mutation PostalAddressSet($input: PostalAddressSetInput!) {
    postalAddressSet(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }
  }
`);

const draft = 'address';
const empty: AddressValues = {
  country: 'DE',
  addition: '',
  street: '',
  houseNumber: '',
  noStreet: false,
  postalCode: '',
  city: '',
  region: '',
};

function known({ postalAddress, activation }: ActivationPartsFragment): AddressValues {
  const address = activation?.address ?? postalAddress;
  if (!address) return empty;
  return {
    country: address.country,
    addition: address.addition ?? '',
    street: address.street ?? '',
    houseNumber: address.houseNumber ?? '',
    noStreet: !address.street,
    postalCode: address.postalCode ?? '',
    city: address.city,
    region: address.region ?? '',
  };
}

/** The address in the form of its country; hamlets without streets and foreign addresses included. */
export function AddressForm({ viewer }: { viewer: ActivationPartsFragment }) {
  const t = useAccountMessages();
  const locale = useLocale();
  const navigate = useNavigate();
  const [kept] = useState(() => readLocalDraft<AddressValues>(draft));
  const form = useForm<AddressValues>({
    initial: kept ?? known(viewer),
    schema: ({ country }) => addressSchema(country === 'DE', t),
  });
  const german = form.values.country === 'DE';
  const submit = useSubmit(form, PostalAddressSet, { address: 'city' });
  const { noStreet } = form.values;
  const send = async (values: AddressValues) => {
    if (!(await submit({ input: { address: toInput(values) } }))) return;
    dropLocalDraft(draft);
    await navigate({ to: '/konto/brief' });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to its fields only to keep what is typed.
    <div onBlur={() => keepLocalDraft(draft, form.values)}>
      <Form form={form} onSubmit={send}>
        {viewer.postalAddress && <Alert kind="warning" title={t.address.resets} />}
        {viewer.activation && <Alert kind="info" title={t.address.oldCode} />}
        <p>
          <span className="muted">{t.address.recipient}: </span>
          <strong className="verbatim">
            {viewer.givenName} {viewer.familyName}
          </strong>{' '}
          <TextLink to="/konto">{t.address.recipientChange}</TextLink>
        </p>
        <Select label={t.address.country} autoComplete="country" {...form.field('country')}>
          {countries(locale).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
        <TextInput
          label={t.address.addition}
          hint={t.address.additionHint}
          optional
          autoComplete="address-line2"
          {...form.field('addition')}
        />
        <Checkbox label={t.address.noStreet} hint={t.address.noStreetHint} {...form.box('noStreet')} />
        <div className="field-row">
          {!noStreet && (
            <TextInput
              label={german ? t.address.street : t.address.streetForeign}
              autoComplete="address-line1"
              {...form.field('street')}
            />
          )}
          {(german || noStreet) && (
            <div className="field-narrow">
              <TextInput label={t.address.houseNumber} optional={!german} {...form.field('houseNumber')} />
            </div>
          )}
        </div>
        <div className="field-row">
          <div className="field-narrow">
            <TextInput
              label={t.address.postalCode}
              optional={!german}
              autoComplete="postal-code"
              inputMode={german ? 'numeric' : 'text'}
              {...form.field('postalCode')}
            />
          </div>
          <TextInput
            label={noStreet ? t.address.cityHamlet : t.address.city}
            autoComplete="address-level2"
            {...form.field('city')}
          />
        </div>
        {!german && (
          <TextInput label={t.address.region} optional autoComplete="address-level1" {...form.field('region')} />
        )}
        <Button type="submit" look="primary" icon="mail" busy={form.submitting}>
          {t.address.submit}
        </Button>
      </Form>
    </div>
  );
}
