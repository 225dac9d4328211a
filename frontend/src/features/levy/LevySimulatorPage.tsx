import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Page } from '../../ui/Page.tsx';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { typedShare } from './amounts.ts';
import {
  type AssumedService,
  type Assumptions,
  type LevyBase,
  mostServices,
  noService,
  question,
  readAssumptions,
  serviceProblems,
  writeAssumptions,
} from './assumptions.ts';
import { LevyPlacePicker } from './LevyPlacePicker.tsx';
import './levy.css';
import { useLevyMessages } from './levyMessages.ts';
import { CostFields, SplitFields, useServiceErrors } from './ServiceFields.tsx';
import { SimulationResult } from './SimulationResult.tsx';

const LevyBases = graphql(`
  query LevyBases {
    levyYears {
      id
      version
      year
      revision
      state
      stateShare
      municipalAmount
      levels { level amount }
      positions { name totalCost stateOnlyCost levels { level share } }
    }
  }
`);

const LevyPlaceName = graphql(`query LevyPlaceName($ars: ARS!) { region(ars: $ars) { id ars name kind } }`);

type Base = LevyBase & {
  revision: number;
  municipalAmount: string;
  levels: readonly { level: string; amount: string }[];
};

function Service({
  service,
  onChange,
}: {
  service: AssumedService;
  onChange: (change: Partial<AssumedService>) => void;
}) {
  const t = useLevyMessages();
  const errors = useServiceErrors()(serviceProblems(service));
  const field = (name: 'total' | 'stateOnly' | 'gemeinde' | 'landkreis' | 'bezirk') => ({
    id: `${service.key}-${name}`,
    name: `${service.key}-${name}`,
    value: service[name],
    error: service.included ? errors[name] : undefined,
    onChange: ({ target }: { target: { value: string } }) => onChange({ [name]: target.value }),
  });
  return (
    <fieldset className="levy-assumed stack">
      <legend className="kern-label verbatim">{service.name}</legend>
      <Checkbox
        id={`${service.key}-included`}
        label={t.simulator.included(service.name)}
        checked={service.included}
        onChange={({ target }) => onChange({ included: target.checked })}
      />
      {service.included && (
        <>
          <CostFields field={field} />
          <Disclosure summary={t.simulator.split}>
            <SplitFields field={field} />
          </Disclosure>
        </>
      )}
    </fieldset>
  );
}

function PlaceFields({ values, set }: { values: Assumptions; set: (change: Partial<Assumptions>) => void }) {
  const t = useLevyMessages();
  const [{ data }] = useQuery({ query: LevyPlaceName, variables: { ars: values.place }, pause: !values.place });
  if (!values.place || (data && !data.region)) {
    return <LevyPlacePicker id="levy-place" label={t.own.label} onPick={(place) => set({ place, people: '' })} />;
  }
  const name = data?.region?.name ?? '';
  return (
    <div className="stack">
      <p>
        <strong className="verbatim">{name}</strong>{' '}
        <Button small look="tertiary" onClick={() => set({ place: '', people: '' })}>
          {t.own.change}
        </Button>
      </p>
      {values.place.length === 12 && (
        <TextInput
          id="levy-people"
          label={t.simulator.population(name)}
          hint={t.simulator.populationHint}
          optional
          inputMode="numeric"
          autoComplete="off"
          error={/^\d{0,8}$/.test(values.people.replace(/[\s.]/g, '')) ? undefined : t.wrong.people}
          value={values.people}
          onChange={({ target }) => set({ people: target.value })}
        />
      )}
    </div>
  );
}

function Simulator({ base, begun }: { base: Base; begun: Assumptions }) {
  const t = useLevyMessages();
  const navigate = useNavigate({ from: '/umlage/rechner' });
  const form = useForm({ initial: begun });
  const { values, set } = form;
  const errorsOf = useServiceErrors();
  const settled = useDebounced(values, 300);
  const asked = useMemo(() => question(base, settled), [base, settled]);
  useEffect(() => {
    if (asked) navigate({ search: writeAssumptions(base, settled), replace: true, resetScroll: false });
  }, [asked, base, settled, navigate]);
  const change = (key: string, next: Partial<AssumedService>) =>
    set((before) => ({ services: before.services.map((one) => (one.key === key ? { ...one, ...next } : one)) }));
  return (
    <div className="levy-sections">
      <section className="stack" aria-labelledby="levy-result">
        <h2 className="kern-heading-medium" id="levy-result">
          {t.simulator.result}
        </h2>
        {asked ? (
          <SimulationResult base={base} basis={asked.basis} populations={asked.populations} place={settled.place} />
        ) : (
          <Alert kind="info" title={t.simulator.incomplete} announce />
        )}
        <p className="levy-actions">
          <Button
            onClick={() => void navigator.clipboard.writeText(window.location.href).then(() => say(t.simulator.copied))}
          >
            {t.simulator.link}
          </Button>
          <Button look="tertiary" onClick={() => set(readAssumptions(base, {}))}>
            {t.simulator.reset}
          </Button>
          <TextLink to="/umlage" search={{ jahr: String(base.year), ...(values.place && { ort: values.place }) }}>
            {t.toPage}
          </TextLink>
        </p>
      </section>
      <section className="stack" aria-labelledby="levy-place-title">
        <h2 className="kern-heading-medium" id="levy-place-title">
          {t.simulator.place}
        </h2>
        <PlaceFields values={values} set={set} />
      </section>
      <section className="stack" aria-labelledby="levy-assumptions">
        <h2 className="kern-heading-medium" id="levy-assumptions">
          {t.simulator.assumptions}
        </h2>
        <TextInput
          label={t.simulator.stateShare}
          hint={t.simulator.stateShareHint}
          autoComplete="off"
          {...form.field('stateShare')}
          error={typedShare(values.stateShare) ? undefined : t.wrong.share}
        />
        <h3 className="kern-heading-small">{t.simulator.services}</h3>
        {values.services.map((service) => (
          <Service key={service.key} service={service} onChange={(next) => change(service.key, next)} />
        ))}
        <RepeatedRows
          form={form}
          name="further"
          label={t.simulator.further}
          hint={t.simulator.furtherHint}
          noun={t.simulator.noun}
          empty={noService}
          most={mostServices - values.services.length}
        >
          {(row) => {
            const errors = errorsOf(serviceProblems(row.values));
            const field = (name: 'name' | 'total' | 'stateOnly' | 'gemeinde' | 'landkreis' | 'bezirk') => ({
              ...row.field(name),
              error: errors[name],
            });
            return (
              <>
                <TextInput label={t.simulator.name} autoComplete="off" {...field('name')} />
                <CostFields field={field} />
                <SplitFields field={field} />
              </>
            );
          }}
        </RepeatedRows>
      </section>
    </div>
  );
}

/** What the levy would be with other costs, splits or inhabitants; the address carries all that is assumed. */
export function LevySimulatorPage() {
  const t = useLevyMessages();
  const common = useCommonMessages();
  const search = useSearch({ from: '/umlage/rechner' });
  const [{ data, error }] = useQuery({ query: LevyBases });
  const published = data?.levyYears.filter(({ state }) => state === 'PUBLISHED') ?? [];
  const base = published.find(({ year }) => String(year) === search.jahr) ?? published[0];
  // Of the address only what it said at first: afterwards the page writes it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows the form.
  const begun = useMemo(() => base && readAssumptions(base, search), [base]);
  return (
    <Page title={t.simulator.title} lead={t.simulator.lead} width="wide">
      {!data && (error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />)}
      {data && !base && <EmptyState title={t.none.title} />}
      {base && begun && <Simulator key={base.id} base={base} begun={begun} />}
    </Page>
  );
}
