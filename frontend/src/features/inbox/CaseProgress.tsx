import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import type { CaseProgressOfQuery, ProgressState } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { ProgressFacts, ProgressParts } from '../../postbox/ProgressFacts.tsx';
import { useProgressMessages } from '../../postbox/progressMessages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useInboxSignals } from './inboxSignals.ts';

const ProgressOf = graphql(`
  query CaseProgressOf($id: ID!) {
    authorityCase(id: $id) { id version ownerDeletedAt progress { ...ProgressParts } }
  }
`);

const Tell = graphql(`
  mutation TellProgress($input: CaseUpdateInput!) {
    caseUpdate(input: $input) {
      case { id version progress { ...ProgressParts } }
      userErrors { code field message }
    }
  }
`);

type Case = NonNullable<CaseProgressOfQuery['authorityCase']>;

function ProgressForm({ of, onDone, again }: { of: Case; onDone: () => void; again: () => void }) {
  const t = useProgressMessages();
  const common = useCommonMessages();
  const client = useClient();
  const known = readFragment(ProgressParts, of.progress);
  const [state, setState] = useState<ProgressState>(
    known?.state === 'RECEIVED' || !known ? 'IN_PROGRESS' : known.state,
  );
  const [nextStep, setNextStep] = useState(known?.nextStep ?? '');
  const [expectedBy, setExpectedBy] = useState(known?.expectedBy ?? '');
  const [missing, setMissing] = useState(known?.missingDocuments.join('\n') ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const missingDocuments = missing
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    const { data, error } = await client
      .mutation(Tell, {
        input: {
          caseId: of.id,
          expectedVersion: of.version,
          progress: { state, nextStep: nextStep.trim() || null, expectedBy: expectedBy || null, missingDocuments },
        },
      })
      .toPromise();
    setBusy(false);
    const [refused] = data?.caseUpdate.userErrors ?? [];
    if (error || refused) {
      if (refused?.code === 'STALE') again();
      setProblem(
        refused?.code === 'STALE' ? t.stale : (refused?.message ?? (error ? problemText(error, common) : t.stale)),
      );
      return;
    }
    say(t.saved);
    onDone();
  };
  // "Received" is what the first delivery says; once something else was said it is no choice any more.
  const choices = Object.entries(t.clerkStates).filter(
    ([value]) => value !== 'RECEIVED' || known?.state === 'RECEIVED',
  );
  return (
    <form className="inbox-edit" noValidate onSubmit={save} aria-label={t.change}>
      {problem && <Alert kind="warning" title={problem} announce />}
      <p className="muted small">{t.changeHint}</p>
      <div className="field-row">
        <Select
          id="progress-state"
          label={t.state}
          value={state}
          onChange={(event) => setState(event.target.value as ProgressState)}
        >
          {choices.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
        <DateField
          id="progress-expected"
          label={t.expectedBy}
          optional
          value={expectedBy}
          onChange={(event) => setExpectedBy(event.target.value)}
        />
      </div>
      <TextInput
        id="progress-next"
        label={t.nextStep}
        optional
        maxLength={500}
        value={nextStep}
        onChange={(event) => setNextStep(event.target.value)}
      />
      <TextArea
        id="progress-missing"
        label={t.missingLabel}
        hint={t.missingHint}
        optional
        rows={3}
        value={missing}
        onChange={(event) => setMissing(event.target.value)}
      />
      <div className="form-actions">
        <Button type="submit" look="primary" busy={busy}>
          {t.save}
        </Button>
        <Button look="tertiary" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}

/** What the owner is told of how far the case is, and how to tell it. */
export function CaseProgress({ caseId }: { caseId: string }) {
  const t = useProgressMessages();
  const [editing, setEditing] = useState(false);
  const { data, again } = useSteadyQuery(ProgressOf, { id: caseId });
  useInboxSignals((what) => {
    if ('caseId' in what && what.caseId === caseId) again();
  });
  const found = data?.authorityCase;
  if (!found) return null;
  return (
    <section className="inbox-work" aria-label={t.told}>
      <p className="small">
        <strong>{t.told}</strong>
      </p>
      {found.progress && <ProgressFacts progress={found.progress} side="authority" />}
      {!found.ownerDeletedAt && !editing && (
        <p className="no-print">
          <Button small icon="edit" onClick={() => setEditing(true)}>
            {t.change}
          </Button>
        </p>
      )}
      {editing && !found.ownerDeletedAt && <ProgressForm of={found} again={again} onDone={() => setEditing(false)} />}
    </section>
  );
}
