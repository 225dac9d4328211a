import { useState } from 'react';
import { useForm } from '../../lib/form.ts';
import type { StartSearch } from '../../lib/startPlan.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';
import type { RegistrationAnswers } from './registration.ts';
import { useRegister } from './useRegister.ts';

/** After registering: where the link went, and how to get it again. */
export function RegisterSent({ answers, plan }: { answers: RegistrationAnswers; plan: StartSearch }) {
  const t = useAccountMessages();
  const form = useForm<RegistrationAnswers>({ initial: answers });
  const register = useRegister(form);
  const [again, setAgain] = useState(0);
  return (
    <div className="stack-l">
      <div className="prose">
        <p className="verbatim">{t.register.sent.text(answers.email)}</p>
        <p>{t.register.sent.next}</p>
      </div>
      <section className="stack" aria-labelledby="nothing">
        <h2 className="kern-heading-small" id="nothing">
          {t.register.sent.nothing}
        </h2>
        <p>{t.register.sent.nothingText}</p>
        {again > 0 && <Alert key={again} kind="success" title={t.register.sent.sentAgain} announce />}
        <Form
          form={form}
          onSubmit={async () => {
            if (await register(answers, plan)) setAgain(again + 1);
          }}
        >
          <div className="form-actions">
            <Button type="submit" icon="mail" busy={form.submitting}>
              {t.register.sent.again}
            </Button>
            <TextLink to="/registrieren" search={{ ...plan, schritt: 'email' }}>
              {t.register.sent.otherEmail}
            </TextLink>
          </div>
        </Form>
      </section>
    </div>
  );
}
