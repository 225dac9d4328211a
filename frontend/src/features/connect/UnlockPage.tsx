import { useState } from 'react';
import { useClient } from 'urql';
import { check, nonEmpty, object, pipe, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { codeLength, codeSymbols, useLetterCode } from '../../lib/letterCode.ts';
import { refreshRights } from '../../lib/refreshRights.ts';
import { useSession } from '../../lib/session.ts';
import { keepFragment } from '../../lib/urlFragment.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { CodeInput } from '../../ui/CodeInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useConnectMessages } from './connectMessages.ts';

const here = '/behoerde/freischalten';

const AuthorityConnectConfirm = graphql(`
  mutation AuthorityConnectConfirm($input: AuthorityConnectConfirmInput!) {
    authorityConnectConfirm(input: $input) {
      membership { id }
      authority { id name }
      userErrors { code field message }
    }
  }
`);

interface Unlocked {
  id: string;
  name: string;
}

function AccountFirst({ code }: { code: string }) {
  const t = useConnectMessages();
  const keep = () => keepFragment(here, code && `c=${code}`);
  return (
    <section className="stack" aria-labelledby="unlock-account">
      <h2 className="kern-heading-medium" id="unlock-account">
        {t.unlock.account}
      </h2>
      <p>{t.unlock.accountText}</p>
      <div className="form-actions">
        <ButtonLink to="/anmelden" search={{ weiter: here }} look="primary" onClick={keep}>
          {t.unlock.signIn}
        </ButtonLink>
        <ButtonLink to="/registrieren" onClick={keep}>
          {t.unlock.register}
        </ButtonLink>
      </div>
      <p className="muted">{t.unlock.accountReturn}</p>
    </section>
  );
}

function UnlockForm({ code: brought, onDone }: { code: string; onDone: (authority: Unlocked) => void }) {
  const t = useConnectMessages();
  const client = useClient();
  const { viewer } = useViewer();
  const form = useForm({
    initial: { code: brought },
    schema: object({
      code: pipe(
        string(),
        trim(),
        nonEmpty(t.unlock.missing),
        check((code) => codeSymbols(code).length === codeLength, t.unlock.length),
      ),
    }),
  });
  const submit = useSubmit(form, AuthorityConnectConfirm);
  const unlock = async ({ code }: { code: string }) => {
    const payload = await submit({ input: { code } });
    if (!payload?.authority) return;
    await refreshRights(client);
    onDone(payload.authority);
  };
  return (
    <Form form={form} onSubmit={unlock}>
      {viewer && <p className="muted verbatim">{t.unlock.signedInAs(viewer.email)}</p>}
      <CodeInput label={t.unlock.code} hint={t.unlock.codeHint} {...form.field('code')} />
      <Button type="submit" look="primary" busy={form.submitting}>
        {t.unlock.submit}
      </Button>
    </Form>
  );
}

/** Takes the code of the letter to an authority; the person who enters it becomes its first admin. */
export function UnlockPage() {
  const t = useConnectMessages();
  const { status } = useSession();
  const code = useLetterCode();
  const [done, setDone] = useState<Unlocked | null>(null);
  if (done) {
    return (
      <Page key="done" title={t.unlock.done(done.name)} lead={t.unlock.doneLead} takesFocus>
        <ButtonLink to="/stelle/$authorityId/kanal" params={{ authorityId: done.id }} look="primary">
          {t.unlock.toChannel}
        </ButtonLink>
      </Page>
    );
  }
  return (
    <Page title={t.unlock.title} lead={t.unlock.lead}>
      <div className="stack-l">
        {(status === 'starting' || status === 'unknown') && <Spinner />}
        {(status === 'anonymous' || status === 'deferred') && <AccountFirst code={code} />}
        {status === 'signedIn' && <UnlockForm code={code} onDone={setDone} />}
        <section className="stack" aria-labelledby="unlock-none">
          <h2 className="kern-heading-small" id="unlock-none">
            {t.unlock.none}
          </h2>
          <p>{t.unlock.noneText}</p>
          <p>
            <TextLink to="/behoerde/anbinden">{t.unlock.askAgain}</TextLink>
          </p>
        </section>
      </div>
    </Page>
  );
}
