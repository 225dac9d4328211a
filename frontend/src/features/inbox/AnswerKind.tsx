import { type ReactNode, Suspense } from 'react';
import type { CaseApprovalsQuery, CaseRowPartsFragment, MessageKind } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { ProgressFailed } from '../../postbox/ProgressFailed.tsx';
import type { Composer } from '../../postbox/useComposer.ts';
import { Badge } from '../../ui/Badge.tsx';
import { CheckboxGroup } from '../../ui/CheckboxGroup.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { useAnswerKindMessages } from './answerKindMessages.ts';

const CaseApprovals = graphql(`
  query CaseApprovals($id: ID!) {
    authorityCase(id: $id) {
      id
      approvals { service { id name } running { id day { date } } ifComplete { date explanation provisional } extendable }
    }
  }
`);

type Approval = NonNullable<CaseApprovalsQuery['authorityCase']>['approvals'][number];

const always: readonly MessageKind[] = ['MESSAGE', 'REQUEST', 'DECISION'];

/** Those of which a kind can be told now. */
function tellable(kind: MessageKind, approvals: readonly Approval[]): readonly Approval[] {
  if (kind === 'COMPLETE') return approvals.filter(({ ifComplete }) => ifComplete);
  return kind === 'EXTENSION' ? approvals.filter(({ extendable }) => extendable) : [];
}

interface AnswerKindProps {
  composer: Composer;
  row: CaseRowPartsFragment;
  errorOf: (fieldId: string) => string | undefined;
  /** What a decision does. */
  effect: ReactNode;
}

/** Which day follows from that the documents are complete, or from an extension, before it is sent. */
function Following({ kind, approval, dueOn }: { kind: MessageKind; approval: Approval; dueOn: string }) {
  const t = useAnswerKindMessages();
  const locale = useLocale();
  const { running, ifComplete } = approval;
  if (kind === 'COMPLETE' && ifComplete) {
    const date = formatDate(ifComplete.date, locale);
    return (
      <div aria-live="polite">
        <p className="row">
          <strong>{t.granted(date)}</strong>
          {ifComplete.provisional && <Badge kind="warning">{t.provisional}</Badge>}
        </p>
        <Disclosure summary={t.why(date)}>
          <p className="small">{ifComplete.explanation}</p>
        </Disclosure>
        <p className="small">{t.counted}</p>
      </div>
    );
  }
  return (
    running && (
      <div aria-live="polite">
        <p>{t.endsNow(formatDate(running.day.date, locale))}</p>
        {dueOn > running.day.date && (
          <p>
            <strong>{t.granted(formatDate(dueOn, locale))}</strong>
          </p>
        )}
        <p className="small">{t.once}</p>
      </div>
    )
  );
}

/** What an answer is, and which services it is about. Complete documents and an extension can be chosen only where they can be told now. */
export function AnswerKind({ composer, row, errorOf, effect }: AnswerKindProps) {
  const t = useAnswerKindMessages();
  const locale = useLocale();
  const { letter, change } = composer;
  const { data, error, again } = useSteadyQuery(CaseApprovals, { id: row.id });
  const approvals = data?.authorityCase?.approvals ?? [];
  const possible = tellable(letter.kind, approvals);
  const approval = possible.find(
    ({ service }) => letter.serviceIds.length === 1 && letter.serviceIds[0] === service.id,
  );
  const kinds = [
    ...always,
    ...(['COMPLETE', 'EXTENSION'] as const).filter((kind) => tellable(kind, approvals).length > 0),
  ];
  const choose = (kind: MessageKind) => {
    const only = tellable(kind, approvals);
    const fits = only.some(({ service }) => letter.serviceIds.length === 1 && letter.serviceIds[0] === service.id);
    change({
      kind,
      ...(only.length > 0 && !fits && { serviceIds: only.length === 1 ? only.map(({ service }) => service.id) : [] }),
    });
  };
  const ending = approvals.filter(
    ({ service, running }) => running && (letter.serviceIds.length === 0 || letter.serviceIds.includes(service.id)),
  );
  return (
    <>
      <p className="small">{t.to(row.person.name)}</p>
      {error && !data && <ProgressFailed again={again} />}
      <RadioGroup<MessageKind>
        id="kind"
        label={t.kind}
        error={errorOf('kind')}
        value={letter.kind}
        onChange={choose}
        horizontal
        options={kinds.map((value) => ({
          value,
          label: t.kinds[value as keyof typeof t.kinds].label,
          hint: t.kinds[value as keyof typeof t.kinds].hint,
        }))}
      />
      {possible.length > 0 && row.services.length > 1 && (
        <RadioGroup
          id="services"
          label={t.aboutOne}
          error={errorOf('services')}
          value={approval?.service.id}
          onChange={(serviceId) => change({ serviceIds: [serviceId] })}
          options={possible.map(({ service }) => ({ value: service.id, label: service.name }))}
        />
      )}
      {(letter.kind === 'REQUEST' || letter.kind === 'EXTENSION') && (
        <DateField
          id="dueOn"
          label={letter.kind === 'REQUEST' ? t.dueOn : t.extendTo}
          error={errorOf('dueOn')}
          value={letter.dueOn}
          onChange={(event) => change({ dueOn: event.target.value })}
        />
      )}
      {approval && <Following kind={letter.kind} approval={approval} dueOn={letter.dueOn} />}
      {(letter.kind === 'REQUEST' || letter.kind === 'DECISION') &&
        ending.map(({ service, running }) => (
          <p key={service.id} className="small">
            {(letter.kind === 'REQUEST' ? t.stops : t.ends)(service.name, formatDate(running?.day.date ?? '', locale))}
          </p>
        ))}
      {letter.kind === 'DECISION' && <Suspense>{effect}</Suspense>}
      {row.services.length > 1 && always.includes(letter.kind) && (
        <CheckboxGroup
          id="services"
          label={t.about}
          error={errorOf('services')}
          values={letter.serviceIds}
          onChange={(serviceIds) => change({ serviceIds })}
          options={row.services.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  );
}
