import { useState } from 'react';
import { object } from 'valibot';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { emailField } from './emailForm.ts';
import { ProfileUpdate } from './profileUpdate.ts';

/** The second e-mail address and whether it counts. */
export const SecondEmailParts = graphql(`
  fragment SecondEmailSection on Viewer {
    id
    settings { secondEmail secondEmailConfirmed }
  }
`);

/** Where it is told as well what must arrive. A new address counts once its link was followed. */
export function SecondEmailSection({ viewer }: { viewer: FragmentType<typeof SecondEmailParts> }) {
  const t = useAccountMessages();
  const { secondEmail, secondEmailConfirmed } = readFragment(SecondEmailParts, viewer).settings;
  const [done, setDone] = useState<'sent' | 'removed' | null>(null);
  const form = useForm({ initial: { secondEmail: secondEmail ?? '' }, schema: object({ secondEmail: emailField(t) }) });
  const submit = useSubmit(form, ProfileUpdate);
  const texts = t.account.secondEmail;
  const save = async (to: string | null) => {
    setDone(null);
    if (!(await submit({ input: { secondEmail: to } }))) return;
    if (!to) form.reset();
    setDone(to ? 'sent' : 'removed');
  };
  return (
    <section aria-labelledby="second-email">
      <h2 className="kern-heading-medium" id="second-email">
        {texts.title}
      </h2>
      <p className="kern-body">{texts.text}</p>
      {secondEmail && (
        <Alert
          kind={secondEmailConfirmed ? 'success' : 'warning'}
          title={secondEmailConfirmed ? texts.confirmed : texts.open}
        >
          <p className="verbatim">{secondEmail}</p>
          {!secondEmailConfirmed && <p>{texts.openText}</p>}
        </Alert>
      )}
      <Form form={form} onSubmit={(values) => save(values.secondEmail)} label={texts.title}>
        <EmailInput label={texts.label} hint={texts.hint} autoComplete="off" {...form.field('secondEmail')} />
        <Button type="submit" busy={form.submitting}>
          {texts.submit}
        </Button>
        {secondEmail && (
          <Button busy={form.submitting} onClick={() => save(null)}>
            {texts.remove}
          </Button>
        )}
      </Form>
      {done && <Alert key={done} kind="success" title={texts[done]} announce />}
    </section>
  );
}
