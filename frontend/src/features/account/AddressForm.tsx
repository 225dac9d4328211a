import { useState } from 'react';
import type { ActivationPartsFragment } from '../../gql/graphql.ts';
import { type Doubt, useAddressReview } from '../../lib/addressReview.ts';
import { useForm } from '../../lib/form.ts';
import { errorsFromServer } from '../../lib/formErrors.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { type AddressValues, addressDraft, addressSchema, toInput, valuesOf } from './addressForm.ts';
import { countries } from './countries.ts';

/** The name line of the letter. */
export function recipientOf({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${givenName} ${familyName}`.trim();
}

interface AddressFormProps {
  viewer: ActivationPartsFragment;
  /** The address is complete and is to be shown once more. */
  onTyped: (values: AddressValues, doubts: readonly Doubt[]) => void;
}

/** The address in the form of its country; hamlets without streets and foreign addresses included. */
export function AddressForm({ viewer, onTyped }: AddressFormProps) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [kept] = useState(() => readLocalDraft<AddressValues>(addressDraft));
  const form = useForm<AddressValues>({
    initial: kept ?? valuesOf(viewer.activation?.address ?? viewer.postalAddress),
    schema: ({ country }) => addressSchema(country === 'DE', t),
  });
  const german = form.values.country === 'DE';
  const review = useAddressReview();
  const { noStreet } = form.values;
  const send = async (values: AddressValues) => {
    keepLocalDraft(addressDraft, values);
    const { doubts, userErrors } = await review(toInput(values));
    if (userErrors.length === 0) onTyped(values, doubts);
    else form.showErrors(errorsFromServer(values, userErrors, { address: 'city' }));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to its fields only to keep what is typed.
    <div onBlur={() => keepLocalDraft(addressDraft, form.values)}>
      <Form form={form} onSubmit={send}>
        {viewer.postalAddress && <Alert kind="warning" title={t.address.resets} />}
        {viewer.activation && <Alert kind="info" title={t.address.oldCode} />}
        <p>
          <span className="muted">{t.address.recipient}: </span>
          <strong className="verbatim">{recipientOf(viewer)}</strong>{' '}
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
        <Button type="submit" look="primary" busy={form.submitting}>
          {common.next}
        </Button>
      </Form>
    </div>
  );
}
