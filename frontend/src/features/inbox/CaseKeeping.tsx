import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useClient } from 'urql';
import type { ArchiveAnswer, CaseKeepingOfQuery, CaseUpdateInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { managedOrganisation } from '../../lib/authorityRights.ts';
import { formatDate, formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useViewer } from '../../lib/viewer.ts';
import { ProgressFailed } from '../../postbox/ProgressFailed.tsx';
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
      id version fileReference retainUntil awaitingArchiveSince state
      retentionClass { key name months offerToArchive exportFirst }
      exported { at complete }
      legalHold { by reason until since }
      archiveOffer { answer answeredOn }
      authority { id settings { version retentionClasses { key name months exportFirst } } }
    }
  }
`);

const Keep = graphql(`
  mutation KeepCase($input: CaseUpdateInput!) {
    caseUpdate(input: $input) {
      case {
        id version fileReference retainUntil awaitingArchiveSince state
        retentionClass { key name months offerToArchive exportFirst }
        exported { at complete }
        legalHold { by reason until since }
        archiveOffer { answer answeredOn }
      }
      userErrors { code field message }
    }
  }
`);

type Case = NonNullable<CaseKeepingOfQuery['authorityCase']>;
type Change = Omit<CaseUpdateInput, 'caseId' | 'expectedVersion'>;

/**
 * Saves a change of the case; the problem is what the clerk is told where that was refused. What a form began with is what its
 * changes stand on, until a refusal said that a colleague changed the case.
 */
function useKeep(of: Case, again: () => void, began: Case = of) {
  const t = useKeepingMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [stale, setStale] = useState(false);
  const save = async (change: Change, done: string): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    const input = { caseId: of.id, expectedVersion: (stale ? of : began).version, ...change };
    const { data, error } = await client.mutation(Keep, { input }).toPromise();
    setBusy(false);
    const [refused] = data?.caseUpdate.userErrors ?? [];
    if (error || refused) {
      if (refused?.code === 'STALE') {
        setStale(true);
        again();
      }
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
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await onSubmit()) return onDone();
    // What is missing is marked by then.
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [aria-invalid="true"] input')?.focus();
  };
  return (
    <form ref={form} className="inbox-edit" noValidate onSubmit={(event) => void submit(event)} aria-label={label}>
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
  const [began] = useState(of);
  const { busy, problem, save } = useKeep(of, again, began);
  const [reference, setReference] = useState(of.fileReference ?? '');
  const classes = of.authority.settings?.retentionClasses ?? [];
  const [key, setKey] = useState(of.retentionClass?.key ?? '');
  const change: Change = {
    ...(reference.trim() !== (began.fileReference ?? '') && { fileReference: reference.trim() || null }),
    ...(key !== began.retentionClass?.key && { retentionClassKey: key }),
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
          {classes.map(({ key: value, name, months, exportFirst }) => (
            <option key={value} value={value}>
              {`${name} (${t.length(months, exportFirst)})`}
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
  const [tried, setTried] = useState(false);
  const [until, setUntil] = useState('');
  return (
    <Editing
      label={t.hold.set}
      problem={problem}
      busy={busy}
      save={t.hold.set}
      onSubmit={async () => {
        setTried(true);
        return reason.trim() !== '' && (await save({ legalHold: { reason, until: until || null } }, t.hold.done));
      }}
      onDone={onDone}
    >
      <p className="muted small">{t.hold.effect}</p>
      <TextInput
        id="hold-reason"
        label={t.hold.reason}
        hint={t.hold.reasonHint}
        error={tried && reason.trim() === '' ? t.hold.reasonMissing : undefined}
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
  const [tried, setTried] = useState(false);
  return (
    <Editing
      label={t.archive.note}
      problem={problem}
      busy={busy}
      save={t.archive.note}
      onSubmit={async () => {
        setTried(true);
        if (answer === null || answeredOn === '') return false;
        return await save({ archiveAnswer: { answer, answeredOn } }, t.archive.noted);
      }}
      onDone={onDone}
    >
      <RadioGroup<ArchiveAnswer>
        id="archive-answer"
        label={t.archive.answer}
        error={tried && answer === null ? t.archive.answerMissing : undefined}
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
        error={tried && answeredOn === '' ? t.archive.dayMissing : undefined}
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

/** Whether all of a closed case was exported, where it ends only by that. */
function Exported({ of }: { of: Case }) {
  const t = useKeepingMessages();
  const locale = useLocale();
  const { exported, retentionClass, retainUntil, state } = of;
  if (!retentionClass?.exportFirst || retainUntil || state !== 'CLOSED') return null;
  return (
    <Alert kind="info" title={t.exported.title}>
      <p>
        {exported && !exported.complete ? t.exported.outdated(formatTimeAsDay(exported.at, locale)) : t.exported.text}
      </p>
    </Alert>
  );
}

/** File reference, retention, hold and what the archive said; all of it is the authority's own. */
export function CaseKeeping({ caseId }: { caseId: string }) {
  const t = useKeepingMessages();
  const locale = useLocale();
  const { viewer } = useViewer();
  const [editing, setEditing] = useState<'file' | 'hold' | null>(null);
  const section = useRef<HTMLElement>(null);
  const { data, error, again } = useSteadyQuery(KeepingOf, { id: caseId });
  useInboxSignals((what) => {
    if ('caseId' in what && what.caseId === caseId) again();
  });
  const found = data?.authorityCase;
  if (!found) return error ? <ProgressFailed again={again} /> : null;
  const admin = managedOrganisation(viewer, found.authority.id) !== undefined;
  const { fileReference, retainUntil, retentionClass } = found;
  const kept =
    retentionClass &&
    (retainUntil
      ? t.until(retentionClass.name, formatDate(retainUntil, locale))
      : t.open(retentionClass.name, retentionClass.months, retentionClass.exportFirst));
  const { exported } = found;
  // The button that opened a form is gone meanwhile, and comes back with its end.
  const edit = (what: 'file' | 'hold' | null) => {
    flushSync(() => setEditing(what));
    section.current?.querySelector<HTMLElement>(what ? 'form input' : '.form-actions button')?.focus();
  };
  const done = () => edit(null);
  return (
    <section ref={section} className="inbox-work" aria-label={t.title}>
      <p className="small">
        <strong>{t.title}</strong>
      </p>
      <Facts
        rows={[
          [t.reference, fileReference ?? t.none],
          [t.retention, kept && [kept, retentionClass.offerToArchive && t.offered].filter(Boolean).join(', ')],
          [
            t.exported.last,
            exported && (exported.complete ? t.exported.whole : t.exported.part)(formatTimeAsDay(exported.at, locale)),
          ],
        ]}
      />
      <Hold of={found} again={again} admin={admin} />
      <Archive of={found} again={again} />
      <Exported of={found} />
      {!editing && (
        <p className="no-print form-actions">
          <Button small icon="edit" aria-label={t.changeNamed} onClick={() => edit('file')}>
            {t.change}
          </Button>
          {admin && !found.legalHold && (
            <Button small onClick={() => edit('hold')}>
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
