import { useRef, useState } from 'react';
import { nonEmpty, object, pipe, string } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { leaveSession } from '../../lib/session.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { CertificateWish, saveCertificate } from '../../postbox/CertificateWish.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { PasswordInput } from '../../ui/PasswordInput.tsx';
import { useDeletionMessages } from './deletionMessages.ts';

const AccountDelete = graphql(`
  mutation AccountDelete($input: AccountDeleteInput!) {
    accountDelete(input: $input) {
      deletedAccountId
      certificate { url filename }
      userErrors { code field message }
    }
  }
`);

/** Deletes the account by its password, after saying what goes and what stays. */
export function DeleteSection() {
  const t = useDeletionMessages();
  const common = useCommonMessages();
  const [asking, setAsking] = useState(false);
  const form = useForm({
    initial: { confirmation: '' },
    schema: object({ confirmation: pipe(string(), nonEmpty(t.missing)) }),
  });
  const submit = useSubmit(form, AccountDelete);
  const wanted = useRef(true);
  const close = () => {
    form.reset();
    setAsking(false);
  };
  const remove = async ({ confirmation }: { confirmation: string }) => {
    await leaveSession(async () => {
      const gone = await submit({ input: { confirmation } });
      if (!gone) return false;
      saveCertificate(wanted, gone.certificate);
      say(t.done);
      return true;
    });
  };
  return (
    <section aria-labelledby="account-delete">
      <h2 className="kern-heading-medium" id="account-delete">
        {t.title}
      </h2>
      <p>{t.intro}</p>
      <EasyLanguage lines={t.easy} />
      <Button look="tertiary" icon="delete" onClick={() => setAsking(true)}>
        {t.open}
      </Button>
      <Dialog open={asking} title={t.dialog} onClose={close}>
        <Form form={form} onSubmit={remove} label={t.dialog}>
          <p>{t.goes}</p>
          <p>{t.stays}</p>
          <p>{t.final}</p>
          <CertificateWish wanted={wanted} />
          <PasswordInput label={t.password} autoComplete="current-password" {...form.field('confirmation')} />
          <Button type="submit" icon="delete" busy={form.submitting}>
            {t.act}
          </Button>
          <Button onClick={close}>{common.cancel}</Button>
        </Form>
      </Dialog>
    </section>
  );
}
