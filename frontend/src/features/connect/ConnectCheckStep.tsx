import { useNavigate } from '@tanstack/react-router';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { dropVisit } from '../../lib/storage.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { SummaryList } from '../../ui/SummaryList.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useChosenAuthority } from './ChosenAuthority.tsx';
import { type ConnectAnswers, type ConnectStep, draftName } from './connection.ts';
import { useConnectMessages } from './connectMessages.ts';

const AuthorityConnectRequest = graphql(`
  mutation AuthorityConnectRequest($input: AuthorityConnectRequestInput!) {
    authorityConnectRequest(input: $input) { accepted userErrors { code field message } }
  }
`);

/** Shows the answers once more, each with its way back, and sends them. */
export function ConnectCheckStep({ answers }: { answers: ConnectAnswers }) {
  const t = useConnectMessages();
  const common = useCommonMessages();
  const navigate = useNavigate();
  const authority = useChosenAuthority(answers.authorityId);
  const form = useForm<ConnectAnswers>({ initial: answers });
  const submit = useSubmit(form, AuthorityConnectRequest);
  const change = (schritt: ConnectStep, id: keyof ConnectAnswers, what: string) => (
    // The error summary leads to the link that changes the answer.
    <TextLink id={id} to="/behoerde/anbinden" search={{ schritt }} aria-label={common.changeNamed(what)}>
      {common.change}
    </TextLink>
  );
  const { authorityId, kind, name, email, phone, department } = answers;
  const send = async () => {
    if (kind === '') return;
    const contact = { name, email, phone: phone || null, department: department || null };
    if (!(await submit({ input: { authorityId, kind, contact } }))) return;
    dropVisit(draftName);
    await navigate({ to: '/behoerde/anbinden', search: { schritt: 'gesendet' } });
  };
  return (
    <Form form={form} onSubmit={send}>
      <SummaryList
        rows={[
          {
            term: t.check.authority,
            value: authority ? authority.name : '',
            action: change('behoerde', 'authorityId', t.check.authority),
          },
          {
            term: t.check.way,
            value: kind && t.way.kinds[kind].name,
            action: change('weg', 'kind', t.check.way),
          },
          {
            term: t.check.contact,
            value: (
              <span className="connect-lines">
                {[name, department, email, phone].filter(Boolean).map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </span>
            ),
            action: change('kontakt', 'email', t.check.contact),
          },
        ]}
      />
      <p className="muted">{t.check.privacy}</p>
      <Button type="submit" look="primary" icon="mail" busy={form.submitting}>
        {t.check.submit}
      </Button>
    </Form>
  );
}
