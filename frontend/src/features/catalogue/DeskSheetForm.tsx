import { Suspense, useEffect, useId, useRef, useState } from 'react';
import { useClient } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import type { FormErrors } from '../../lib/form.ts';
import { errorsFromServer } from '../../lib/formErrors.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { readLocalDraft } from '../../lib/storage.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { DeskChanges } from './DeskChanges.tsx';
import { DeskConflict } from './DeskConflict.tsx';
import { DeskFields } from './DeskFields.tsx';
import { DeskSection, sectionId } from './DeskSection.tsx';
import { type DeskOfferingParts, DeskSheet } from './deskParts.ts';
import { missingIn } from './missing.ts';
import { changesOf, mergeSheets, type Section, same, sectionOf, sections } from './sheetChanges.ts';
import { formPath, inputOf, noSheet, type TypedSheet, valuesOf } from './sheetValues.ts';

const DeskPreview = lazyPart(() => import('./DeskPreview.tsx'), 'DeskPreview');

const OfferingSave = graphql(`
  mutation OfferingSave($input: OfferingSaveInput!) {
    offeringSave(input: $input) { offering { id ...DeskSheet } userErrors { code field message } }
  }
`);

interface DeskSheetFormProps {
  /** The offering as it is known now; null for one that is made. */
  offering: DeskOfferingParts | null;
  /** Asks the server for the offering as it is. */
  onRefresh: () => Promise<void>;
  onSaved: (offering: DeskOfferingParts) => void;
  /** Begins again from the offering as it is now. */
  onRestart: () => void;
}

/** Under which name the tab keeps what is typed. */
const draftName = (offering: DeskOfferingParts | null) => `offering.${offering?.id ?? 'new'}`;

/** The whole sheet of an offering: to write, to check, to save. */
export function DeskSheetForm({ offering, onRefresh, onSaved, onRestart }: DeskSheetFormProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  const common = useCommonMessages();
  const client = useClient();
  const name = draftName(offering);
  const [restored] = useState(() => readLocalDraft<TypedSheet>(name) !== null);
  const [initial] = useState<TypedSheet>(() => {
    const sheet = offering ? valuesOf(offering) : noSheet;
    return { ...sheet, basis: { version: offering?.version ?? 0, sheet } };
  });
  const form = useKeptForm<TypedSheet>({ name, initial });
  const [checking, setChecking] = useState(false);
  const [stale, setStale] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<Section>>(new Set(['basics', 'texts']));
  const { basis, ...values } = form.values;
  const untouched = same(values, basis.sheet);
  const newer = offering && offering.version > basis.version && !form.submitting ? offering : null;
  const changes = changesOf(basis.sheet, values, t, w);
  const wrong = Object.entries(form.errors as Record<string, string | undefined>).flatMap(([id, message]) =>
    message ? [sectionOf(id)] : [],
  );

  // Nothing is typed: the newer version takes nothing away.
  const behind = newer !== null && untouched;
  useEffect(() => {
    if (behind) onRestart();
  }, [behind, onRestart]);

  const title = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const shown = useRef(checking);
  useEffect(() => {
    // What somebody else saved has the focus then.
    if (shown.current !== checking && !stale) title.current?.focus();
    shown.current = checking;
  }, [checking, stale]);

  function refuse(errors: FormErrors<TypedSheet>) {
    form.showErrors(errors);
    const concerned = Object.keys(errors).flatMap((id) => sectionOf(id) ?? []);
    if (concerned.length === 0) return;
    setOpen((before) => new Set([...before, ...concerned]));
    setChecking(false);
  }

  async function save() {
    const { data, error } = await client.mutation(OfferingSave, {
      input: inputOf(values, basis.sheet, offering && { id: offering.id, version: basis.version }),
    });
    const payload = data?.offeringSave;
    if (error || !payload) {
      return refuse({ root: error ? problemText(error, common) : common.problem.unknown });
    }
    if (payload.userErrors.some(({ code }) => code === 'STALE')) {
      setChecking(false);
      setStale(true);
      return onRefresh();
    }
    if (payload.userErrors.length > 0 || !payload.offering) {
      const found = payload.userErrors.map((one) => ({ ...one, field: formPath(values, one.field ?? []) }));
      return refuse(errorsFromServer(form.values, found));
    }
    form.settled();
    onSaved(readFragment(DeskSheet, payload.offering));
  }

  async function submit() {
    const missing = missingIn(values, w);
    if (Object.keys(missing).length > 0) return refuse(missing as FormErrors<TypedSheet>);
    if (checking) return save();
    setChecking(true);
  }

  function merge() {
    if (!newer) return;
    const theirs = valuesOf(newer);
    form.set({ ...mergeSheets(basis.sheet, values, theirs), basis: { version: newer.version, sheet: theirs } });
    setStale(false);
    say(w.conflict.merged);
    document.getElementById(sectionId('basics'))?.focus();
  }

  function discard() {
    form.settled();
    say(w.discarded);
    onRestart();
  }

  function toggle(section: Section, now: boolean) {
    setOpen((before) => {
      const next = new Set(before);
      if (now) next.add(section);
      else next.delete(section);
      return next;
    });
  }

  function goTo(section: Section) {
    toggle(section, true);
    const target = document.getElementById(sectionId(section));
    target?.focus();
    target?.scrollIntoView({ block: 'start' });
  }

  const all = open.size === sections.length;
  const stateOnly = changes.every(({ label }) => label === w.fields.state || label === w.fields.orderableFrom);
  const told = offering && values.state === 'ORDERABLE' && basis.sheet.state !== 'ORDERABLE' && offering.waitingCount;
  return (
    <>
      {newer && !untouched && (
        <DeskConflict
          base={basis.sheet}
          mine={values}
          latest={newer}
          takesFocus={stale}
          onMerge={merge}
          onDrop={discard}
        />
      )}
      {restored && !untouched && !checking && (
        <Alert kind="info" title={w.restored}>
          <p>{w.restoredText}</p>
          <Button onClick={discard}>{w.discard}</Button>
        </Alert>
      )}
      <Form form={form} onSubmit={submit} label={w.form}>
        {checking ? (
          <div className="stack-l">
            <section className="stack" aria-labelledby={titleId}>
              <h2 className="kern-heading-medium" id={titleId} ref={title} tabIndex={-1}>
                {w.checking.title}
              </h2>
              {changes.length === 0 ? (
                <p>{w.checking.none}</p>
              ) : (
                <>
                  <p>
                    {offering
                      ? stateOnly
                        ? w.checking.stateOnly
                        : w.checking.version(offering.current.version + 1)
                      : w.checking.first}
                  </p>
                  {told ? <p>{w.checking.told(told)}</p> : null}
                  {offering && (
                    <>
                      <h3 className="kern-heading-small">{w.checking.changes}</h3>
                      <DeskChanges changes={changes} before={w.checking.before} after={w.checking.after} />
                    </>
                  )}
                </>
              )}
            </section>
            <Suspense fallback={<Spinner />}>
              <DeskPreview values={values} offering={offering} />
            </Suspense>
            <div className="form-actions">
              {changes.length > 0 && (
                <Button type="submit" look="primary" busy={form.submitting}>
                  {offering ? w.checking.save : w.checking.create}
                </Button>
              )}
              <Button icon="arrow-back" onClick={() => setChecking(false)}>
                {w.checking.back}
              </Button>
            </div>
          </div>
        ) : (
          <>
            <nav className="desk-index" aria-label={w.index} ref={title} tabIndex={-1}>
              <ul>
                {sections.map((section) => (
                  <li key={section}>
                    <button type="button" className="kern-link" onClick={() => goTo(section)}>
                      {w.sections[section]}
                    </button>
                  </li>
                ))}
              </ul>
              <Button
                look="tertiary"
                icon={all ? 'arrow-up' : 'arrow-down'}
                onClick={() => setOpen(new Set(all ? [] : sections))}
              >
                {all ? w.closeAll : w.openAll}
              </Button>
            </nav>
            <div className="desk-sections">
              {sections.map((section) => (
                <DeskSection
                  key={section}
                  section={section}
                  open={open.has(section)}
                  changed={offering !== null && changes.some((one) => one.section === section)}
                  errors={wrong.filter((one) => one === section).length}
                  onToggle={(now) => toggle(section, now)}
                >
                  <DeskFields section={section} form={form} offering={offering} />
                </DeskSection>
              ))}
            </div>
            <Button type="submit" look="primary" busy={form.submitting}>
              {w.check}
            </Button>
          </>
        )}
      </Form>
    </>
  );
}
