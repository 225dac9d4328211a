import { useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { type Doubt, useAddressReview } from '../../lib/addressReview.ts';
import { formatTime } from '../../lib/dates.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { AddressDoubts } from '../../ui/AddressDoubts.tsx';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { type AddressShape, PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { toInput, valuesOf } from './addressForm.ts';

const LetterReissue = graphql(`
  mutation LetterReissue($input: ActivationLetterReissueInput!) {
    activationLetterReissue(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }
  }
`);

interface NewLetterProps {
  nextLetterAt: string | null;
  address: AddressShape;
}

/**
 * Orders a new letter after asking, because the code of the old one dies, and after the address was shown once more; says from when
 * where the limit is reached.
 */
export function NewLetter({ nextLetterAt, address }: NewLetterProps) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(false);
  const [doubts, setDoubts] = useState<readonly Doubt[]>([]);
  const review = useAddressReview();
  const form = useForm({ initial: {} });
  const submit = useSubmit(form, LetterReissue);
  const waiting = nextLetterAt !== null && Date.parse(nextLetterAt) > Date.now();
  const ask = () => {
    setAsking(true);
    void review(toInput(valuesOf(address))).then((found) => setDoubts(found.doubts));
  };
  const order = () =>
    form.submit(async () => {
      setDone((await submit({ input: {} })) !== null);
      setAsking(false);
    });
  return (
    <section className="stack" aria-labelledby="new-letter">
      <h2 className="kern-heading-small" id="new-letter">
        {t.activate.noCode}
      </h2>
      {done && <Alert kind="success" title={t.letter.newLetterDone} announce />}
      {form.errors.root && <Alert kind="danger" title={form.errors.root} announce />}
      {waiting && <p>{t.letter.newLetterAt(formatTime(nextLetterAt, locale))}</p>}
      {!waiting && (
        <p>
          <Button icon="mail" onClick={ask}>
            {t.letter.newLetter}
          </Button>
        </p>
      )}
      <Dialog
        open={asking}
        title={t.letter.newLetterAsk}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button look="primary" busy={form.submitting} onClick={() => void order()}>
              {t.letter.newLetter}
            </Button>
            <Button onClick={() => setAsking(false)}>{common.cancel}</Button>
          </>
        }
      >
        <PostalAddressLines address={address} locale={locale} />
        <AddressDoubts doubts={doubts} postalCode={address.postalCode ?? ''} city={address.city} texts={t.review} />
        <p>
          <TextLink to="/konto/anschrift">{t.letter.changeAddress}</TextLink>
        </p>
        <p>{t.letter.newLetterAskText}</p>
      </Dialog>
    </section>
  );
}
