import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import type { CaseProgressOfQuery, ProgressState } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { ProgressParts } from '../../postbox/ProgressFacts.tsx';
import { useProgressMessages } from '../../postbox/progressMessages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useProgressFormMessages } from './progressFormMessages.ts';

const Tell = graphql(`
  mutation TellProgress($input: CaseUpdateInput!) {
    caseUpdate(input: $input) {
      case { id version progress { ...ProgressParts } }
      userErrors { code field message }
    }
  }
`);

type Case = NonNullable<CaseProgressOfQuery['authorityCase']>;

/** The form in which a clerk says how far a case is. */
export function CaseProgressForm({ of, onDone, again }: { of: Case; onDone: () => void; again: () => void }) {
  const t = useProgressFormMessages();
  const progress = useProgressMessages();
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
  const choices = Object.entries(progress.clerkStates).filter(
    ([value]) => value !== 'RECEIVED' || known?.state === 'RECEIVED',
  );
  return (
    <form className="inbox-edit" noValidate onSubmit={save} aria-label={progress.change}>
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
          label={progress.expectedBy}
          optional
          value={expectedBy}
          onChange={(event) => setExpectedBy(event.target.value)}
        />
      </div>
      <TextInput
        id="progress-next"
        label={progress.nextStep}
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
