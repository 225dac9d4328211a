import { useState } from 'react';
import { check, nonEmpty, object, pipe, string, trim } from 'valibot';
import { graphql, readFragment } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { codeLength, codeSymbols, useLetterCode } from '../../lib/letterCode.ts';
import type { StartPlan } from '../../lib/startPlan.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { CodeInput } from '../../ui/CodeInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { Page } from '../../ui/Page.tsx';
import { AccountState } from './AccountState.tsx';
import './account.css';
import { ActivationDone } from './ActivationDone.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { ActivationParts } from './activationParts.ts';
import { NewLetter } from './NewLetter.tsx';
import { useActivation } from './useActivation.ts';

const AccountActivate = graphql(`
  mutation AccountActivate($input: AccountActivateInput!) {
    accountActivate(input: $input) { viewer { id ...ActivationParts } userErrors { code field message } }
  }
`);

interface CodeFormProps {
  /** What the letter's QR code brought along. */
  code: string;
  onDone: (plan: StartPlan | null) => void;
  onRefused: () => void;
}

function CodeForm({ code: brought, onDone, onRefused }: CodeFormProps) {
  const t = useAccountMessages();
  const form = useForm({
    initial: { code: brought },
    schema: object({
      code: pipe(
        string(),
        trim(),
        nonEmpty(t.required.code),
        check((code) => codeSymbols(code).length === codeLength, t.required.codeLength),
      ),
    }),
  });
  const submit = useSubmit(form, AccountActivate);
  const activate = async ({ code }: { code: string }) => {
    const payload = await submit({ input: { code } });
    if (payload?.viewer) onDone(readFragment(ActivationParts, payload.viewer).startPlan);
    else onRefused();
  };
  return (
    <Form form={form} onSubmit={activate}>
      <CodeInput label={t.activate.code} hint={t.activate.codeHint} {...form.field('code')} />
      <Button type="submit" look="primary" busy={form.submitting}>
        {t.activate.submit}
      </Button>
    </Form>
  );
}

/** Takes the code of the letter in one field and says how many tries are left. */
export function ActivatePage() {
  const t = useAccountMessages();
  const { viewer, error, reload } = useActivation();
  const code = useLetterCode();
  const [done, setDone] = useState<{ plan: StartPlan | null } | null>(null);
  if (done) return <ActivationDone plan={done.plan} takesFocus />;
  if (!viewer) return <AccountState error={error} />;
  const { activation } = viewer;
  if (!activation) {
    if (viewer.trustLevel !== 'EMAIL') return <ActivationDone plan={viewer.startPlan} title={t.letter.proven} />;
    return (
      <Page title={t.activate.noLetter} lead={t.letter.noneText}>
        <ButtonLink to="/konto/anschrift" look="primary">
          {t.letter.giveAddress}
        </ButtonLink>
      </Page>
    );
  }
  const dead = activation.attemptsLeft === 0 || Date.parse(activation.codeExpiresAt) < Date.now();
  return (
    <Page title={t.activate.title} lead={dead ? undefined : t.activate.lead}>
      <div className="stack-l">
        {dead ? (
          <Alert kind="danger" title={t.activate.dead} announce>
            <p>{t.activate.deadText}</p>
          </Alert>
        ) : (
          <div className="stack">
            <p role="status">{t.activate.tries(activation.attemptsLeft)}</p>
            <CodeForm code={code} onDone={(plan) => setDone({ plan })} onRefused={reload} />
          </div>
        )}
        <NewLetter nextLetterAt={activation.nextLetterAt} address={activation.address} />
      </div>
    </Page>
  );
}
