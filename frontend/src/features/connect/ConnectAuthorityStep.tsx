import { nonEmpty, object, pipe, string } from 'valibot';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { NumberedSteps } from '../../ui/NumberedSteps.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { AuthorityPicker } from './AuthorityPicker.tsx';
import { ChosenAuthority, useChosenAuthority } from './ChosenAuthority.tsx';
import type { ConnectAnswers } from './connection.ts';
import { useConnectMessages } from './connectMessages.ts';

function HowItGoes() {
  const t = useConnectMessages();
  return (
    <section aria-labelledby="connect-how" className="stack">
      <h2 className="kern-heading-medium" id="connect-how">
        {t.how.title}
      </h2>
      <NumberedSteps steps={t.how.steps} />
      <p>
        {t.how.haveCode} <TextLink to="/behoerde/freischalten">{t.how.enterCode}</TextLink>
      </p>
    </section>
  );
}

interface ConnectAuthorityStepProps {
  answers: ConnectAnswers;
  onSave: (change: Partial<ConnectAnswers>) => void;
}

/** Explains what will happen and asks for the authority. */
export function ConnectAuthorityStep({ answers, onSave }: ConnectAuthorityStepProps) {
  const t = useConnectMessages();
  const common = useCommonMessages();
  const form = useForm({
    initial: { authorityId: answers.authorityId },
    schema: object({ authorityId: pipe(string(), nonEmpty(t.authority.missing)) }),
  });
  const chosen = useChosenAuthority(form.values.authorityId);
  const save = (answer: { authorityId: string }) => {
    if (!chosen) return;
    if (chosen.reachability !== 'NOT_CONNECTED') return form.showErrors({ authorityId: t.authority.taken });
    onSave(answer);
  };
  return (
    <div className="stack-l">
      <HowItGoes />
      <section aria-labelledby="connect-authority" className="stack">
        <h2 className="kern-heading-medium" id="connect-authority">
          {t.authority.step}
        </h2>
        <Form form={form} onSubmit={save}>
          <AuthorityPicker
            id="authorityId"
            error={form.errors.authorityId}
            onPick={(authorityId) => form.set({ authorityId })}
          />
          <ChosenAuthority id={form.values.authorityId} />
          <Button type="submit" look="primary">
            {common.next}
          </Button>
        </Form>
      </section>
    </div>
  );
}
