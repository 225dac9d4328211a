import { type FormEvent, useState } from 'react';
import { useClient, useQuery } from 'urql';
import type { CaseRowPartsFragment, CaseState } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Select } from '../../ui/Select.tsx';
import { useAssignee } from './CaseRow.tsx';
import { CaseRowParts } from './caseParts.ts';
import { useCaseUpdate } from './caseUpdate.ts';
import { useInboxMessages } from './inboxMessages.ts';

const NewerCase = graphql(`
  query NewerCase($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }
`);

const Colleagues = graphql(`
  query Colleagues($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Authority {
        id
        organisation { id internal { members(role: CLERK, first: 100) { edges { cursor node { id name me } } } } }
      }
    }
  }
`);

interface CaseWorkFormProps {
  row: CaseRowPartsFragment;
  authorityId: string;
  onDone: () => void;
}

interface Entries {
  state: CaseState;
  assigneeId: string;
  dueOn: string;
}

function entriesOf({ state, assignee, dueOn }: CaseRowPartsFragment): Entries {
  return { state, assigneeId: assignee?.id ?? '', dueOn: dueOn ?? '' };
}

function useColleagues(authorityId: string): { id: string; name: string }[] {
  const [{ data }] = useQuery({ query: Colleagues, variables: { id: authorityId } });
  const node = data?.node?.__typename === 'Authority' ? data.node : null;
  return node?.organisation?.internal?.members.edges.map(({ node: member }) => member) ?? [];
}

function useNewer(): (caseId: string) => Promise<CaseRowPartsFragment | null> {
  const client = useClient();
  return async (id) => {
    const { data } = await client.query(NewerCase, { id }, { requestPolicy: 'network-only' }).toPromise();
    return data?.authorityCase ? readFragment(CaseRowParts, data.authorityCase as never) : null;
  };
}

/** Changes state, assignee and due date of a case; a colleague's change meanwhile is shown and not overwritten unseen. */
export function CaseWorkForm({ row, authorityId, onDone }: CaseWorkFormProps) {
  const t = useInboxMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const assigneeText = useAssignee();
  const update = useCaseUpdate();
  const load = useNewer();
  const colleagues = useColleagues(authorityId);
  const [entries, setEntries] = useState(() => entriesOf(row));
  // What the entries stand on; a colleague's change meanwhile is not overwritten unseen.
  const [version, setVersion] = useState(row.version);
  const [newer, setNewer] = useState<CaseRowPartsFragment | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { state, assigneeId, dueOn } = entries;
  const known =
    row.assignee && !colleagues.some(({ id }) => id === row.assignee?.id) ? [row.assignee, ...colleagues] : colleagues;

  const save = async (expectedVersion: number) => {
    setBusy(true);
    setProblem(null);
    const answer = await update({
      caseId: row.id,
      expectedVersion,
      state,
      assigneeId: assigneeId || null,
      dueOn: dueOn || null,
    });
    setBusy(false);
    if (answer === 'saved') {
      say(t.case.saved);
      onDone();
    } else if (answer === 'stale') setNewer(await load(row.id));
    else setProblem(answer);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void save(version);
  };
  return (
    <form className="inbox-edit" noValidate onSubmit={onSubmit} aria-label={t.case.editNamed}>
      {newer && (
        <Alert kind="warning" title={t.case.stale.title} announce>
          <p>
            {t.case.stale.text(
              t.states[newer.state],
              assigneeText(newer.assignee),
              newer.dueOn ? t.dueOn(formatDate(newer.dueOn, locale)) : t.case.noDue,
            )}
          </p>
          <div className="form-actions">
            <Button
              small
              onClick={() => {
                setEntries(entriesOf(newer));
                setVersion(newer.version);
                setNewer(null);
              }}
            >
              {t.case.stale.theirs}
            </Button>
            <Button
              small
              onClick={() => {
                setNewer(null);
                setVersion(newer.version);
                void save(newer.version);
              }}
            >
              {t.case.stale.mine}
            </Button>
          </div>
        </Alert>
      )}
      {problem && <Alert kind="danger" title={problem} announce />}
      <div className="field-row">
        <Select
          id="state"
          label={t.state}
          value={state}
          onChange={(event) => setEntries({ ...entries, state: event.target.value as CaseState })}
        >
          {Object.entries(t.states).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
        <Select
          id="assignee"
          label={t.who}
          value={assigneeId}
          onChange={(event) => setEntries({ ...entries, assigneeId: event.target.value })}
        >
          <option value="">{t.case.nobody}</option>
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <DateField
          id="due"
          label={t.case.dueLabel}
          optional
          value={dueOn}
          onChange={(event) => setEntries({ ...entries, dueOn: event.target.value })}
        />
      </div>
      <p className="muted small">{t.case.dueHint}</p>
      <div className="form-actions">
        <Button type="submit" look="primary" busy={busy}>
          {t.case.save}
        </Button>
        <Button look="tertiary" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}
