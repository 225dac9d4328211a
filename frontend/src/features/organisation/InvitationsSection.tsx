import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { maxLength, nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import type { OrganisationRole } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { emailPattern } from '../../lib/emailPattern.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckboxGroup } from '../../ui/CheckboxGroup.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { useInvitationMessages } from './invitationMessages.ts';
import { useOrganisationMessages } from './organisationMessages.ts';

const OpenInvitations = graphql(`
  query OpenInvitations($id: ID!) {
    organisation(id: $id) { id internal { invitations { id email roles expiresAt } } }
  }
`);

const MemberInvite = graphql(`
  mutation MemberInvite($input: MemberInviteInput!) {
    memberInvite(input: $input) { invitation { id email } userErrors { code field message } }
  }
`);

const InvitationRevoke = graphql(`
  mutation InvitationRevoke($input: InvitationRevokeInput!) {
    invitationRevoke(input: $input) { revokedInvitationId userErrors { code field message } }
  }
`);

/** Admins invite colleagues by e-mail, see who was invited, and take invitations back. */
export function InvitationsSection({ organisationId }: { organisationId: string }) {
  const t = useInvitationMessages().section;
  const { members } = useOrganisationMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const [state, setState] = useState({ busy: '', problem: '', done: '' });
  const [{ data }, ask] = useQuery({
    query: OpenInvitations,
    variables: { id: organisationId },
    requestPolicy: 'cache-and-network',
  });
  const open = data?.organisation?.internal?.invitations ?? [];
  const finish = (done: string) => {
    setState({ busy: '', problem: '', done });
    ask({ requestPolicy: 'network-only' });
    document.getElementById('invitations')?.focus();
  };
  const revoke = async (id: string, email: string) => {
    setState({ busy: id, problem: '', done: '' });
    const { data: answer, error } = await client.mutation(InvitationRevoke, { input: { invitationId: id } });
    const problem = error ? problemText(error, common) : (answer?.invitationRevoke.userErrors[0]?.message ?? '');
    if (problem) setState({ busy: '', problem, done: '' });
    else finish(t.revoked(email));
  };
  return (
    <section className="stack" aria-labelledby="invitations">
      <h2 className="kern-heading-medium" id="invitations" tabIndex={-1}>
        {t.title}
      </h2>
      <p>{t.lead}</p>
      {state.problem && <Alert kind="danger" title={state.problem} announce />}
      {state.done && <Alert key={state.done} kind="success" title={state.done} announce />}
      {data && open.length === 0 && <p className="muted">{t.none}</p>}
      <ul>
        {open.map(({ id, email, roles, expiresAt }) => (
          <li key={id} className="organisation-row">
            <span>
              <span className="verbatim">{email}</span>{' '}
              <span className="muted small">
                {[...roles.map((role) => members.roles[role]), t.until(formatTimeAsDay(expiresAt, locale))].join(', ')}
              </span>
            </span>
            <Button
              small
              busy={state.busy === id}
              aria-label={t.revokeNamed(email)}
              onClick={() => void revoke(id, email)}
            >
              {t.revoke}
            </Button>
          </li>
        ))}
      </ul>
      <InviteForm organisationId={organisationId} onSent={(email) => finish(t.sent(email))} />
    </section>
  );
}

const given = ['BUYER', 'ADMIN', 'DIGITAL_OFFICER'] as const;

interface InviteFormProps {
  organisationId: string;
  onSent: (email: string) => void;
}

function InviteForm({ organisationId, onSent }: InviteFormProps) {
  const t = useInvitationMessages().section;
  const { members, emailForm } = useOrganisationMessages();
  const form = useForm({
    initial: { email: '' },
    schema: object({
      email: pipe(
        string(),
        trim(),
        nonEmpty(t.missing.email),
        regex(emailPattern, emailForm),
        maxLength(254, emailForm),
      ),
    }),
  });
  const [roles, setRoles] = useState<readonly string[]>(['BUYER']);
  const [missing, setMissing] = useState<string>();
  const submit = useSubmit(form, MemberInvite);
  const send = async ({ email }: { email: string }) => {
    setMissing(roles.length === 0 ? t.missing.roles : undefined);
    if (roles.length === 0) return;
    const done = await submit({ input: { organisationId, email, roles: roles as OrganisationRole[] } });
    if (!done?.invitation) return;
    form.reset();
    onSent(done.invitation.email);
  };
  return (
    <Form form={form} onSubmit={send} label={t.invite}>
      <EmailInput label={t.email} hint={t.emailHint} {...form.field('email')} />
      <CheckboxGroup
        id="invited-roles"
        label={t.rolesLabel}
        hint={t.sign}
        error={missing}
        values={roles}
        onChange={setRoles}
        options={given.map((role) => ({ value: role, label: members.roles[role], hint: members.hints[role] }))}
      />
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.submit}
        </Button>
      </div>
    </Form>
  );
}
