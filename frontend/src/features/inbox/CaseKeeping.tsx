import { type FormEvent, type ReactNode, useState } from 'react';
import { useClient } from 'urql';
import type { ArchiveAnswer, CaseKeepingOfQuery, CaseUpdateInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatDate, formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useInboxSignals } from './inboxSignals.ts';
import { useKeepingMessages } from './keepingMessages.ts';

const KeepingOf = graphql(`
  query CaseKeepingOf($id: ID!) {
    authorityCase(id: $id) {
      id version fileReference retainUntil awaitingArchiveSince
      retentionClass { key name months offerToArchive }
      legalHold { by reason until since }
      archiveOffer { answer answeredOn }
      authority { id settings { version retentionClasses { key name months } } }
    }
  }
`);

const Keep = graphql(`
  mutation KeepCase($input: CaseUpdateInput!) {
    caseUpdate(input: $input) {
      case {
        id version fileReference retainUntil awaitingArchiveSince
        retentionClass { key name months offerToArchive }
        legalHold { by reason until since }
        archiveOffer { answer answeredOn }
      }
      userErrors { code field message }
    }
  }
`);

type Case = NonNullable<CaseKeepingOfQuery['authorityCase']>;
type Change = Omit<CaseUpdateInput, 'caseId' | 'expectedVersion'>;

/** Saves a change of the case; the problem is what the clerk is told where that was refused. */
function useKeep(of: Case, again: () => void) {
  const t = useKeepingMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (change: Change, done: string): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    const input = { caseId: of.id, expectedVersion: of.version, ...change };
    const { data, error } = await client.mutation(Keep, { input }).toPromise();
    setBusy(false);
    const [refused] = data?.caseUpdate.userErrors ?? [];
    if (error || refused) {
      if (refused?.code === 'STALE') again();
      setProblem(refused?.code === 'STALE' ? t.stale : error ? problemText(error, common) : (refused?.message ?? ''));
      return false;
    }
    say(done);
    return true;
  };
  return { busy, problem, save };
}

interface PartProps {
  of: Case;
  again: () => void;
  onDone: () => void;
}

function Editing({
  label,
  problem,
  busy,
  save,
  onSubmit,
  onDone,
  children,
}: {
  label: string;
  problem: string | null;
  busy: boolean;
  save: string;
  onSubmit: () => Promise<boolean>;
  onDone: () => void;
  children: ReactNode;
}) {
  const common = useCommonMessages();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await onSubmit()) onDone();
  };
  return (
    <form className="inbox-edit" noValidate onSubmit={(event) => void submit(event)} aria-label={label}>
      {problem && <Alert kind="warning" title={problem} announce />}
      {children}
      <div className="form-actions">
        <Button type="submit" look="primary" busy={busy}>
          {save}
        </Button>
        <Button look="tertiary" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}

function FileForm({ of, again, onDone }: PartProps) {
  const t = useKeepingMessages();
  const { busy, problem, save } = useKeep(of, again);
  const [reference, setReference] = useState(of.fileReference ?? '');
  const classes = of.authority.settings?.retentionClasses ?? [];
  const [key, setKey] = useState(of.retentionClass?.key ?? '');
  const change: Change = {
    ...(reference.trim() !== (of.fileReference ?? '') && { fileReference: reference.trim() || null }),
    ...(key !== of.retentionClass?.key && { retentionClassKey: key }),
  };
  return (
    <Editing
      label={t.changeNamed}
      problem={problem}
      busy={busy}
      save={t.save}
      onSubmit={() => save(change, t.saved)}
      onDone={onDone}
    >
      <TextInput
        id="file-reference"
        label={t.reference}
        hint={t.referenceHint}
        optional
        maxLength={100}
        value={reference}
        onChange={(event) => setReference(event.target.value)}
      />
      {classes.length > 0 && (
        <Select
          id="retention-class"
          label={t.choice}
          hint={t.choiceHint}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        >
          {classes.map(({ key: value, name, months }) => (
            <option key={value} value={value}>
              {`${name} (${t.months(months)})`}
            </option>
          ))}
        </Select>
      )}
    </Editing>
  );
}

function HoldForm({ of, again, onDone }: PartProps) {
  const t = useKeepingMessages();
  const { busy, problem, save } = useKeep(of, again);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  return (
    <Editing
      label={t.hold.set}
      problem={problem}
      busy={busy}
      save={t.hold.set}
      onSubmit={() => save({ legalHold: { reason, until: until || null } }, t.hold.done)}
      onDone={onDone}
    >
      <p className="muted small">{t.hold.effect}</p>
      <TextInput
        id="hold-reason"
        label={t.hold.reason}
        hint={t.hold.reasonHint}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <DateField
        id="hold-until"
        label={t.hold.day}
        hint={t.hold.dayHint}
        optional
        value={until}
        onChange={(event) => setUntil(event.target.value)}
      />
    </Editing>
  );
}

function ArchiveForm({ of, again, onDone }: PartProps) {
  const t = useKeepingMessages();
  const { busy, problem, save } = useKeep(of, again);
  const [answer, setAnswer] = useState<ArchiveAnswer | null>(null);
  const [answeredOn, setAnsweredOn] = useState('');
  return (
    <Editing
      label={t.archive.note}
      problem={problem}
      busy={busy}
      save={t.archive.note}
      onSubmit={async () =>
        answer !== null && answeredOn !== '' && (await save({ archiveAnswer: { answer, answeredOn } }, t.archive.noted))
      }
      onDone={onDone}
    >
      <RadioGroup<ArchiveAnswer>
        id="archive-answer"
        label={t.archive.answer}
        value={answer ?? undefined}
        onChange={setAnswer}
        options={(['TAKEN_OVER', 'NOT_WORTH_KEEPING'] as const).map((value) => ({
          value,
          label: t.archive.answers[value],
        }))}
      />
      <DateField
        id="archive-day"
        label={t.archive.on}
        value={answeredOn}
        onChange={(event) => setAnsweredOn(event.target.value)}
      />
      <p className="muted small">{t.archive.noteHint}</p>
    </Editing>
  );
}

function Hold({ of, again, admin }: { of: Case; again: () => void; admin: boolean }) {
  const t = useKeepingMessages();
  const locale = useLocale();
  const { busy, problem, save } = useKeep(of, again);
  const hold = of.legalHold;
  if (!hold) return null;
  return (
    <Alert kind="warning" title={t.hold.title}>
      <p className="verbatim">{hold.reason}</p>
      <p>
        {t.hold.since(hold.by, formatTimeAsDay(hold.since, locale))}{' '}
        {hold.until ? t.hold.until(formatDate(hold.until, locale)) : t.hold.always} {t.hold.effect}
      </p>
      {problem && <p role="alert">{problem}</p>}
      {admin && (
        <p className="no-print">
          <Button small busy={busy} onClick={() => void save({ legalHold: null }, t.hold.lifted)}>
            {t.hold.lift}
          </Button>
        </p>
      )}
    </Alert>
  );
}

function Archive({ of, again }: { of: Case; again: () => void }) {
  const t = useKeepingMessages();
  const locale = useLocale();
  const { busy, problem, save } = useKeep(of, again);
  const [noting, setNoting] = useState(false);
  const { awaitingArchiveSince, archiveOffer } = of;
  if (!awaitingArchiveSince) return null;
  return (
    <Alert kind="info" title={t.archive.title}>
      {archiveOffer ? (
        <>
          <p>
            {t.archive.said(t.archive.answers[archiveOffer.answer], formatDate(archiveOffer.answeredOn, locale))}{' '}
            {t.archive.goes}
          </p>
          {problem && <p role="alert">{problem}</p>}
          <p className="no-print">
            <Button small busy={busy} onClick={() => void save({ archiveAnswer: null }, t.archive.backDone)}>
              {t.archive.back}
            </Button>
          </p>
        </>
      ) : (
        <>
          <p>{t.archive.text(formatTimeAsDay(awaitingArchiveSince, locale))}</p>
          {noting ? (
            <ArchiveForm of={of} again={again} onDone={() => setNoting(false)} />
          ) : (
            <p className="no-print">
              <Button small onClick={() => setNoting(true)}>
                {t.archive.note}
              </Button>
            </p>
          )}
        </>
      )}
    </Alert>
  );
}

/** File reference, retention, hold and what the archive said; all of it is the authority's own. */
export function CaseKeeping({ caseId }: { caseId: string }) {
  const t = useKeepingMessages();
  const locale = useLocale();
  const { viewer } = useViewer();
  const [editing, setEditing] = useState<'file' | 'hold' | null>(null);
  const { data, again } = useSteadyQuery(KeepingOf, { id: caseId });
  useInboxSignals((what) => {
    if ('caseId' in what && what.caseId === caseId) again();
  });
  const found = data?.authorityCase;
  if (!found) return null;
  const admin =
    viewer?.memberships.some(
      ({ roles, organisation }) =>
        roles.includes('ADMIN') && organisation.authorities.some(({ id }) => id === found.authority.id),
    ) ?? false;
  const { fileReference, retainUntil, retentionClass } = found;
  const kept =
    retentionClass &&
    (retainUntil
      ? t.until(retentionClass.name, formatDate(retainUntil, locale))
      : t.open(retentionClass.name, t.months(retentionClass.months)));
  const done = () => setEditing(null);
  return (
    <section className="inbox-work" aria-label={t.title}>
      <p className="small">
        <strong>{t.title}</strong>
      </p>
      <Facts
        rows={[
          [t.reference, fileReference ?? t.none],
          [t.retention, kept && [kept, retentionClass.offerToArchive && t.offered].filter(Boolean).join(', ')],
        ]}
      />
      <Hold of={found} again={again} admin={admin} />
      <Archive of={found} again={again} />
      {!editing && (
        <p className="no-print form-actions">
          <Button small icon="edit" aria-label={t.changeNamed} onClick={() => setEditing('file')}>
            {t.change}
          </Button>
          {admin && !found.legalHold && (
            <Button small onClick={() => setEditing('hold')}>
              {t.hold.set}
            </Button>
          )}
        </p>
      )}
      {editing === 'file' && <FileForm of={found} again={again} onDone={done} />}
      {editing === 'hold' && <HoldForm of={found} again={again} onDone={done} />}
    </section>
  );
}
