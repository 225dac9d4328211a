import { useNavigate } from '@tanstack/react-router';
import { graphql } from '../../gql/index.ts';
import type { Doubt } from '../../lib/addressReview.ts';
import { useForm } from '../../lib/form.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { dropLocalDraft } from '../../lib/storage.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { AddressDoubts } from '../../ui/AddressDoubts.tsx';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { type AddressValues, addressDraft, toInput } from './addressForm.ts';

const PostalAddressSet = graphql(`
  mutation PostalAddressSet($input: PostalAddressSetInput!) {
    postalAddressSet(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }
  }
`);

// A refusal of any part leads to the button that changes the address.
const parts = { addition: 'city', street: 'city', houseNumber: 'city', postalCode: 'city', region: 'city' } as const;

interface AddressCheckProps {
  values: AddressValues;
  doubts: readonly Doubt[];
  recipient: string;
  onChange: () => void;
}

/** Shows the address once more as the letter will bear it, with what looks odd; the button orders the letter. */
export function AddressCheck({ values, doubts, recipient, onChange }: AddressCheckProps) {
  const t = useAccountMessages();
  const locale = useLocale();
  const navigate = useNavigate();
  const form = useForm<AddressValues>({ initial: values });
  const submit = useSubmit(form, PostalAddressSet, { ...parts, country: 'city', address: 'city' });
  const input = toInput(values);
  const order = async () => {
    if (!(await submit({ input: { address: input } }))) return;
    dropLocalDraft(addressDraft);
    await navigate({ to: '/konto/brief' });
  };
  return (
    <Form form={form} onSubmit={order}>
      <PostalAddressLines address={{ ...input, country: values.country, recipient }} locale={locale} />
      <AddressDoubts doubts={doubts} postalCode={values.postalCode} city={values.city} texts={t.review} />
      <div className="form-actions">
        <Button type="submit" look="primary" icon="mail" busy={form.submitting}>
          {t.address.submit}
        </Button>
        <Button id="city" icon="edit" onClick={onChange}>
          {t.letter.changeAddress}
        </Button>
      </div>
    </Form>
  );
}
