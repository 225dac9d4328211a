import { useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import type { OrganisationRole } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText, type UserErrorShape } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckboxGroup } from '../../ui/CheckboxGroup.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { MemberRow } from './members.ts';
import { useOrganisationMessages } from './organisationMessages.ts';

const MemberRolesUpdate = graphql(`
  mutation MemberRolesUpdate($input: MemberUpdateInput!) {
    memberUpdate(input: $input) { membership { id version roles } userErrors { code field message } }
  }
`);

const OrganisationMemberRemove = graphql(`
  mutation OrganisationMemberRemove($input: MemberRemoveInput!) {
    memberRemove(input: $input) { removedMembershipId userErrors { code field message } }
  }
`);

interface MemberRolesProps {
  /** The one to be changed, null while none is. */
  member: MemberRow | null;
  onClose: () => void;
  /** Called with what was done. */
  onDone: (text: string) => void;
  /** Somebody else changed the member meanwhile. */
  onStale: () => void;
}

/** Changes a colleague's roles, or removes the colleague after a question. */
export function MemberRoles({ member, onClose, onDone, onStale }: MemberRolesProps) {
  const t = useOrganisationMessages().members;
  return (
    <Dialog open={member !== null} title={t.changeNamed(member?.name ?? '')} onClose={onClose}>
      {member && <RolesForm key={member.id} member={member} onClose={onClose} onDone={onDone} onStale={onStale} />}
    </Dialog>
  );
}

// What an admin may tick: what the member has, what an admin gives, and BUYER with an account of the market. SIGNATORY and CLERK are
// given elsewhere, and may be taken here.
function offered(member: MemberRow): OrganisationRole[] {
  const given: OrganisationRole[] = ['ADMIN', 'DIGITAL_OFFICER', ...(member.marketAccount ? (['BUYER'] as const) : [])];
  const all: OrganisationRole[] = ['ADMIN', 'BUYER', 'SIGNATORY', 'CLERK', 'DIGITAL_OFFICER'];
  return all.filter((role) => given.includes(role) || member.roles.includes(role));
}

function RolesForm({ member, onClose, onDone, onStale }: MemberRolesProps & { member: MemberRow }) {
  const t = useOrganisationMessages().members;
  const common = useCommonMessages();
  const client = useClient();
  const [roles, setRoles] = useState<readonly string[]>(member.roles);
  const [removing, setRemoving] = useState(false);
  const [state, setState] = useState({ busy: false, problem: '' });
  const finish = (error: CombinedError | undefined, refused: readonly UserErrorShape[] | undefined, done: string) => {
    const problem = error ? problemText(error, common) : (refused?.[0]?.message ?? '');
    setState({ busy: false, problem });
    if (refused?.[0]?.code === 'STALE') onStale();
    if (!problem) onDone(done);
  };
  const save = async () => {
    setState({ busy: true, problem: '' });
    const input = { membershipId: member.id, expectedVersion: member.version, roles: roles as OrganisationRole[] };
    const { data, error } = await client.mutation(MemberRolesUpdate, { input });
    finish(error, data?.memberUpdate.userErrors, t.saved(member.name));
  };
  const remove = async () => {
    setState({ busy: true, problem: '' });
    const { data, error } = await client.mutation(OrganisationMemberRemove, { input: { membershipId: member.id } });
    finish(error, data?.memberRemove.userErrors, t.removed(member.name));
  };
  const problem = state.problem && <Alert kind="danger" title={state.problem} announce />;
  if (removing) {
    return (
      <div className="stack">
        <p>
          <strong>{t.removeTitle(member.name)}</strong> {t.removeText}
        </p>
        {problem}
        <div className="form-actions">
          <Button look="primary" icon="delete" busy={state.busy} onClick={() => void remove()}>
            {t.removeForGood}
          </Button>
          <Button onClick={onClose}>{common.cancel}</Button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack">
      <CheckboxGroup
        id="member-roles"
        label={t.rolesLabel}
        values={roles}
        onChange={setRoles}
        options={offered(member).map((role) => ({ value: role, label: t.roles[role], hint: t.hints[role] }))}
      />
      {problem}
      <div className="form-actions">
        <Button look="primary" busy={state.busy} onClick={() => void save()}>
          {t.save}
        </Button>
        <Button look="tertiary" icon="delete" onClick={() => setRemoving(true)}>
          {t.remove}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </div>
  );
}
