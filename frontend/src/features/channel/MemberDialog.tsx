import { type ReactNode, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import type { OrganisationMembersQuery, OrganisationRole } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText, type UserErrorShape } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckboxGroup } from '../../ui/CheckboxGroup.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useChannelMessages } from './channelMessages.ts';

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

/** A colleague as the list shows it. */
export type Member = NonNullable<
  NonNullable<OrganisationMembersQuery['organisation']>['internal']
>['members']['edges'][number]['node'];

const given = ['CLERK', 'ADMIN'] as const;
/** Means all authorities, among the boxes of single ones. */
const everyone = 'ALL';

interface FormProps {
  member: Member;
  onClose: () => void;
  /** Called with what was done. */
  onDone: (text: string) => void;
}

interface StepProps extends Omit<FormProps, 'member'> {
  act: () => Promise<{ error?: CombinedError | undefined; userErrors: readonly UserErrorShape[] | undefined }>;
  label: string;
  icon?: 'delete';
  /** What to say once it is done. */
  done: string;
  /** Another button. */
  between?: ReactNode;
  children: ReactNode;
}

/** What can be entered, the act, and why it was refused. */
function Step({ act, label, icon, done, between, children, onClose, onDone }: StepProps) {
  const common = useCommonMessages();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const run = async () => {
    setBusy(true);
    const { error, userErrors } = await act();
    setBusy(false);
    const refusal = error ? problemText(error, common) : userErrors?.[0]?.message;
    if (refusal) setProblem(refusal);
    else onDone(done);
  };
  return (
    <div className="stack">
      {children}
      {problem && <Alert kind="danger" title={problem} announce />}
      <div className="form-actions">
        <Button look="primary" {...(icon && { icon })} busy={busy} onClick={() => void run()}>
          {busy ? common.working : label}
        </Button>
        {between}
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </div>
  );
}

interface ChangeProps extends FormProps {
  authorities: readonly { id: string; name: string }[];
  onRemove: () => void;
}

function Change({ member, authorities, onRemove, onClose, onDone }: ChangeProps) {
  const t = useChannelMessages().members;
  const client = useClient();
  const [roles, setRoles] = useState<readonly string[]>(member.roles);
  const [all, setAll] = useState(member.allAuthorities);
  const [some, setSome] = useState<readonly string[]>(member.authorities.map(({ id }) => id));
  const save = async () => {
    const input = {
      membershipId: member.id,
      expectedVersion: member.version,
      roles: roles as OrganisationRole[],
      allAuthorities: all,
      authorityIds: [...some],
    };
    const { data, error } = await client.mutation(MemberUpdate, { input });
    return { error, userErrors: data?.memberUpdate.userErrors };
  };
  return (
    <Step
      onClose={onClose}
      onDone={onDone}
      act={save}
      label={t.save}
      done={t.saved(member.name)}
      between={
        <Button look="tertiary" icon="delete" onClick={onRemove}>
          {t.remove}
        </Button>
      }
    >
      <CheckboxGroup
        id="member-roles"
        label={t.rolesLabel}
        values={roles}
        onChange={setRoles}
        options={given.map((role) => ({ value: role, label: t.roles[role], hint: t.roleHints[role] }))}
      />
      {roles.includes('CLERK') && (
        <CheckboxGroup
          id="member-authorities"
          label={t.authoritiesLabel}
          values={all ? [everyone] : some}
          onChange={(values) => {
            setAll(values.includes(everyone));
            if (!all) setSome(values.filter((value) => value !== everyone));
          }}
          options={[
            { value: everyone, label: t.all },
            ...(all ? [] : authorities.map(({ id, name }) => ({ value: id, label: name }))),
          ]}
        />
      )}
      <p className="muted small">{t.atOnce}</p>
    </Step>
  );
}

function Remove({ member, onClose, onDone }: FormProps) {
  const t = useChannelMessages().members;
  const client = useClient();
  const remove = async () => {
    const { data, error } = await client.mutation(MemberRemove, { input: { membershipId: member.id } });
    return { error, userErrors: data?.memberRemove.userErrors };
  };
  return (
    <Step
      onClose={onClose}
      onDone={onDone}
      act={remove}
      label={t.removeForGood}
      icon="delete"
      done={t.removed(member.name)}
    >
      <p>{member.me ? t.removeSelf : t.removeText}</p>
    </Step>
  );
}

interface MemberDialogProps extends Omit<ChangeProps, 'member' | 'onRemove'> {
  /** The one to be changed, null while none is. */
  member: Member | null;
}

/** Changes what a colleague may do for the organisation, or removes the colleague after a question. */
export function MemberDialog({ member, authorities, ...props }: MemberDialogProps) {
  const t = useChannelMessages().members;
  const [removing, setRemoving] = useState(false);
  const onClose = () => {
    setRemoving(false);
    props.onClose();
  };
  const onDone = (text: string) => {
    setRemoving(false);
    props.onDone(text);
  };
  const name = member?.name ?? '';
  return (
    <>
      <Dialog
        open={member !== null && !removing}
        title={t.changeNamed(name)}
        // It closes also to make room for the question.
        onClose={() => !removing && onClose()}
      >
        {member && (
          <Change
            member={member}
            authorities={authorities}
            onClose={onClose}
            onDone={onDone}
            onRemove={() => setRemoving(true)}
          />
        )}
      </Dialog>
      <Dialog
        open={member !== null && removing}
        title={member?.me ? t.removeSelfTitle : t.removeTitle(name)}
        onClose={onClose}
      >
        {member && <Remove member={member} onClose={onClose} onDone={onDone} />}
      </Dialog>
    </>
  );
}
