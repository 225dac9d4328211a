import { useState } from 'react';
import { useClient } from 'urql';
import type { OrganisationRole } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useChannelMessages } from './channelMessages.ts';
import type { Member } from './Members.tsx';

const MemberUpdate = graphql(`
  mutation MemberUpdate($input: MemberUpdateInput!) {
    memberUpdate(input: $input) { membership { id version roles allAuthorities } userErrors { code field message } }
  }
`);

const MemberRemove = graphql(`
  mutation MemberRemove($input: MemberRemoveInput!) {
    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }
  }
`);

const given: readonly OrganisationRole[] = ['CLERK', 'ADMIN'];

interface MemberFormProps {
  member: Member;
  authorities: readonly { id: string; name: string }[];
  /** What was done, empty for nothing. */
  onClose: (done: string) => void;
}

function MemberForm({ member, authorities, onClose }: MemberFormProps) {
  const t = useChannelMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [roles, setRoles] = useState(member.roles);
  const [all, setAll] = useState(member.allAuthorities);
  const [some, setSome] = useState(member.authorities.map(({ id }) => id));
  const [removing, setRemoving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const toggled = <T,>(list: readonly T[], one: T, on: boolean) => [
    ...list.filter((other) => other !== one),
    ...(on ? [one] : []),
  ];
  const settle = (refusal: string | undefined, done: string) => {
    setBusy(false);
    if (refusal) return setProblem(refusal);
    onClose(done);
  };
  const save = async () => {
    setBusy(true);
    const input = {
      membershipId: member.id,
      expectedVersion: member.version,
      roles,
      allAuthorities: all,
      authorityIds: some,
    };
    const { data, error } = await client.mutation(MemberUpdate, { input });
    settle(
      error ? problemText(error, common) : data?.memberUpdate.userErrors[0]?.message,
      t.members.saved(member.name),
    );
  };
  const remove = async () => {
    setBusy(true);
    const { data, error } = await client.mutation(MemberRemove, { input: { membershipId: member.id } });
    settle(
      error ? problemText(error, common) : data?.memberRemove.userErrors[0]?.message,
      t.members.removed(member.name),
    );
  };
  if (removing) {
    return (
      <div className="stack">
        <p>{member.me ? t.members.removeSelf : t.members.removeText(member.name)}</p>
        {problem && <Alert kind="danger" title={problem} announce />}
        <div className="form-actions">
          <Button look="primary" icon="delete" busy={busy} onClick={() => void remove()}>
            {t.members.remove}
          </Button>
          <Button onClick={() => onClose('')}>{common.cancel}</Button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack">
      <fieldset>
        <legend className="kern-label">{t.members.rolesLabel}</legend>
        {given.map((role) => (
          <Checkbox
            key={role}
            id={`role-${role}`}
            label={t.members.roles[role]}
            hint={t.members.roleHints[role as 'CLERK' | 'ADMIN']}
            checked={roles.includes(role)}
            onChange={({ target }) => setRoles(toggled(roles, role, target.checked))}
          />
        ))}
      </fieldset>
      {roles.includes('CLERK') && (
        <fieldset>
          <legend className="kern-label">{t.members.authoritiesLabel}</legend>
          <Checkbox
            id="all-authorities"
            label={t.members.all}
            checked={all}
            onChange={({ target }) => setAll(target.checked)}
          />
          {!all &&
            authorities.map(({ id, name }) => (
              <Checkbox
                key={id}
                id={`authority-${id}`}
                label={name}
                checked={some.includes(id)}
                onChange={({ target }) => setSome(toggled(some, id, target.checked))}
              />
            ))}
        </fieldset>
      )}
      <p className="muted small">{t.members.atOnce}</p>
      {problem && <Alert kind="danger" title={problem} announce />}
      <div className="form-actions">
        <Button look="primary" busy={busy} onClick={() => void save()}>
          {t.members.save}
        </Button>
        <Button look="tertiary" icon="delete" onClick={() => setRemoving(true)}>
          {t.members.remove}
        </Button>
        <Button onClick={() => onClose('')}>{common.cancel}</Button>
      </div>
    </div>
  );
}

interface MemberDialogProps extends Omit<MemberFormProps, 'member'> {
  /** The one to be changed, null while none is. */
  member: Member | null;
}

/** Changes what a colleague may do for the body, or removes the colleague after a question. */
export function MemberDialog({ member, ...props }: MemberDialogProps) {
  const t = useChannelMessages();
  return (
    <Dialog open={member !== null} title={t.members.changeNamed(member?.name ?? '')} onClose={() => props.onClose('')}>
      {member && <MemberForm key={member.id} member={member} {...props} />}
    </Dialog>
  );
}
