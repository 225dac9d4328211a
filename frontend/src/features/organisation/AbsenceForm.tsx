import { type FormEvent, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText, type UserErrorShape } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useAbsenceMessages } from './absenceMessages.ts';
import type { MemberRow } from './members.ts';

const DeputiesOfOrganisation = graphql(`
  query DeputiesOfOrganisation($id: ID!) {
    organisation(id: $id) {
      id
      units { id name }
      internal { members(role: CLERK, first: 100) { edges { cursor node { id name } } } }
    }
  }
`);

const MemberAbsenceUpdate = graphql(`
  mutation MemberAbsenceUpdate($input: MemberUpdateInput!) {
    memberUpdate(input: $input) {
      membership { id version absentUntil deputy { id name } unit { id name } }
      userErrors { code field message }
    }
  }
`);

interface AbsenceFormProps {
  member: MemberRow;
  organisationId: string;
  admin: boolean;
  onClose: () => void;
  onDone: (text: string) => void;
  onStale: () => void;
}

/** The form of an absence; what was entered stays when it is refused. */
export function AbsenceForm({ member, organisationId, admin, onClose, onDone, onStale }: AbsenceFormProps) {
  const t = useAbsenceMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [{ data, error }] = useQuery({ query: DeputiesOfOrganisation, variables: { id: organisationId } });
  const [entries, setEntries] = useState({
    absentUntil: member.absentUntil ?? '',
    deputyId: member.deputy?.id ?? '',
    unitId: member.unit?.id ?? '',
  });
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly UserErrorShape[]>([]);
  const [fault, setFault] = useState('');
  const colleagues = data?.organisation?.internal?.members.edges.map(({ node }) => node) ?? [];
  const deputies = colleagues.filter(({ id }) => id !== member.id);
  const units = data?.organisation?.units ?? [];
  const at = (field: string) => refused.find((one) => one.field?.[0] === field)?.message;
  const elsewhere = refused.find(({ field }) => !['absentUntil', 'deputyId', 'unitId'].includes(field?.[0] ?? ''));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefused([]);
    setFault('');
    const { absentUntil, deputyId, unitId } = entries;
    const input = {
      membershipId: member.id,
      expectedVersion: member.version,
      absentUntil: absentUntil || null,
      deputyId: (absentUntil && deputyId) || null,
      ...(admin && units.length > 0 ? { unitId: unitId || null } : {}),
    };
    const answer = await client.mutation(MemberAbsenceUpdate, { input }).toPromise();
    setBusy(false);
    const list = answer.data?.memberUpdate.userErrors ?? [];
    setRefused(list);
    if (list.some(({ code }) => code === 'STALE')) onStale();
    if (answer.error) return setFault(problemText(answer.error, common));
    if (list.length === 0) onDone(t.saved(member.name));
  };
  if (error && !data) return <Alert kind="danger" title={problemText(error, common)} announce />;
  if (!data) return <Spinner />;
  return (
    <form className="stack" noValidate onSubmit={(event) => void save(event)}>
      <p>{t.lead}</p>
      {(fault || elsewhere) && <Alert kind="danger" title={fault || elsewhere?.message || ''} announce />}
      <DateField
        id="absent-until"
        label={t.until}
        hint={t.untilHint}
        error={at('absentUntil')}
        optional
        value={entries.absentUntil}
        onChange={(event) => setEntries({ ...entries, absentUntil: event.target.value })}
      />
      {entries.absentUntil && (
        <Select
          id="deputy"
          label={t.deputy}
          hint={t.deputyHint}
          error={at('deputyId')}
          optional
          value={entries.deputyId}
          onChange={(event) => setEntries({ ...entries, deputyId: event.target.value })}
        >
          <option value="">{t.nobody}</option>
          {deputies.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {admin && units.length > 0 && (
        <Select
          id="unit"
          label={t.unit}
          hint={t.unitHint}
          error={at('unitId')}
          optional
          value={entries.unitId}
          onChange={(event) => setEntries({ ...entries, unitId: event.target.value })}
        >
          <option value="">{t.noUnit}</option>
          {units.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <div className="form-actions">
        <Button type="submit" look="primary" busy={busy}>
          {busy ? common.working : t.save}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </form>
  );
}
