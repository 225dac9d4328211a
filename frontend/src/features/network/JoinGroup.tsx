import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { isOperator } from '../../lib/marketRights.ts';
import { useAttemptKey, useSubmit } from '../../lib/useSubmit.ts';
import type { Viewer } from '../../lib/viewer.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Select } from '../../ui/Select.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { ownOrganisations } from './organisations.ts';

const GroupJoin = graphql(`
  mutation GroupJoin($input: GroupJoinInput!) {
    groupJoin(input: $input) { group { id slug ...GroupParts } userErrors { code field message } }
  }
`);

// How the choice of joining as an operator is called in the form: no id of an organisation is.
const asOperator = 'operator';

interface JoinGroupProps {
  group: { id: string; slug: string; name: string };
  viewer: Viewer;
  look?: 'primary' | 'secondary';
}

function JoinForm({ group, viewer, onClose }: JoinGroupProps & { onClose: () => void }) {
  const t = useNetworkMessages().join;
  const common = useCommonMessages();
  const navigate = useNavigate();
  const keyOf = useAttemptKey();
  const places = [...ownOrganisations(viewer), ...(isOperator(viewer) ? [{ id: asOperator, name: t.operator }] : [])];
  const [only] = places.length === 1 ? places : [];
  const form = useForm({ initial: { organisationId: only?.id ?? '' } });
  const submit = useSubmit(form, GroupJoin);
  const join = async ({ organisationId }: { organisationId: string }) => {
    if (!organisationId) return form.showErrors({ organisationId: t.required });
    const sent = { groupId: group.id, organisationId: organisationId === asOperator ? null : organisationId };
    if (!(await submit({ input: { ...sent, idempotencyKey: keyOf(sent) } }))) return;
    say(t.done);
    onClose();
    await navigate({ to: '/netzwerk/$slug', params: { slug: group.slug } });
  };
  return (
    <Form form={form} onSubmit={join} label={t.title(group.name)}>
      <p>{t.text}</p>
      {only ? (
        <p className="verbatim">{only.id === asOperator ? t.operator : t.only(only.name)}</p>
      ) : (
        <Select label={t.as} {...form.field('organisationId')}>
          <option value="" />
          {places.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.action}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </Form>
  );
}

/** Joins a group, once it is said what others see then and as whose member. */
export function JoinGroup(props: JoinGroupProps) {
  const t = useNetworkMessages().join;
  const [open, setOpen] = useState(false);
  const { name } = props.group;
  const close = () => setOpen(false);
  return (
    <>
      <Button look={props.look ?? 'secondary'} aria-label={t.actionOf(name)} onClick={() => setOpen(true)}>
        {t.action}
      </Button>
      <Dialog open={open} title={t.title(name)} onClose={close}>
        <JoinForm {...props} onClose={close} />
      </Dialog>
    </>
  );
}
