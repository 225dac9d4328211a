import { nonEmpty, object, pipe, string } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { PasswordInput } from '../../ui/PasswordInput.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { NewPasswordField } from './NewPasswordField.tsx';
import { newPasswordField } from './passwordRules.ts';
import { useSaved } from './useSaved.ts';

const PasswordChange = graphql(`
  mutation PasswordChange($input: PasswordChangeInput!) {
    passwordChange(input: $input) { viewer { id ...SessionsSection } userErrors { code field message } }
  }
`);

/** Changes the password; the present one is asked for. */
export function PasswordSection() {
  const t = useAccountMessages();
  const [saved, setSaved] = useSaved();
  const form = useForm({
    initial: { current: '', password: '' },
    schema: object({
      current: pipe(string(), nonEmpty(t.account.password.currentMissing)),
      password: newPasswordField(t),
    }),
  });
  const submit = useSubmit(form, PasswordChange, { new: 'password' });
  const change = async ({ current, password }: { current: string; password: string }) => {
    if (!(await submit({ input: { current, new: password } }))) return;
    form.reset();
    setSaved();
  };
  return (
    <section aria-labelledby="password-change">
      <h2 className="kern-heading-medium" id="password-change">
        {t.account.password.title}
      </h2>
      <Form form={form} onSubmit={change} label={t.account.password.title}>
        <PasswordInput label={t.account.password.current} autoComplete="current-password" {...form.field('current')} />
        <NewPasswordField typed={form.values.password} {...form.field('password')} />
        <Button type="submit" busy={form.submitting}>
          {t.account.password.submit}
        </Button>
      </Form>
      {saved > 0 && <Alert key={saved} kind="success" title={t.account.password.done} announce />}
    </section>
  );
}
