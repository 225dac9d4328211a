import { useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAccountMessages } from './accountMessages.ts';

const LetterReissue = graphql(`
  mutation LetterReissue($input: ActivationLetterReissueInput!) {
    activationLetterReissue(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }
  }
`);

/** Orders a new letter after asking, because the code of the old one dies; says from when where the limit is reached. */
export function NewLetter({ nextLetterAt }: { nextLetterAt: string | null }) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(false);
  const form = useForm({ initial: {} });
  const submit = useSubmit(form, LetterReissue);
  const waiting = nextLetterAt !== null && Date.parse(nextLetterAt) > Date.now();
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
          <Button icon="mail" onClick={() => setAsking(true)}>
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
        <p>{t.letter.newLetterAskText}</p>
      </Dialog>
    </section>
  );
}
