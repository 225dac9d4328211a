import { useQuery } from 'urql';
import type { LevyBasisInput, LevyPopulationInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { euros } from '../../lib/euros.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { less } from './amounts.ts';
import { useLevyMessages } from './levyMessages.ts';
import { ScrollTable } from './ScrollTable.tsx';

const Simulated = graphql(`
  query Simulated($basis: LevyBasisInput!, $populations: [LevyPopulationInput!], $of: ARS!, $withPlace: Boolean!, $year: Int!, $revision: Int!) {
    levySimulation(basis: $basis, populations: $populations) {
      municipalAmount
      levels { level amount }
      shares(of: $of) @include(if: $withPlace) { edges { cursor node { name level amount explanation } } }
    }
    levyYear(year: $year, revision: $revision) @include(if: $withPlace) {
      id
      shares(of: $of) { edges { cursor node { id level amount } } }
    }
  }
`);

interface SimulationResultProps {
  base: {
    year: number;
    revision: number;
    municipalAmount: string;
    levels: readonly { level: string; amount: string }[];
  };
  basis: LevyBasisInput;
  populations: LevyPopulationInput[];
  /** The key of one's own place; empty for none. */
  place: string;
}

/** What was, what would be, and the difference: of all municipalities, of each level, of one's own place. */
export function SimulationResult({ base, basis, populations, place }: SimulationResultProps) {
  const t = useLevyMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [{ data, error, fetching }] = useQuery({
    query: Simulated,
    variables: {
      basis,
      populations,
      of: place || '09',
      withPlace: place !== '',
      year: base.year,
      revision: base.revision,
    },
  });
  if (error) return <Alert kind="danger" title={problemText(error, common)} announce />;
  if (!data) return <Spinner />;
  const { levySimulation: assumed } = data;
  const before = (level: string) =>
    data.levyYear?.shares.edges.find(({ node }) => node.level === level)?.node.amount ?? '0.00';
  const own = assumed.shares?.edges.map(({ node }) => node) ?? [];
  const rows = [
    { key: 'all', what: t.simulator.municipal, was: base.municipalAmount, now: assumed.municipalAmount },
    ...assumed.levels.map(({ level, amount }) => ({
      key: level,
      what: t.own.on(t.levels[level] ?? level),
      was: base.levels.find((one) => one.level === level)?.amount ?? '0.00',
      now: amount,
    })),
    ...own.map(({ name, level, amount }) => ({
      key: `own-${level}`,
      what: `${name} (${t.own.on(t.levels[level] ?? level)})`,
      was: before(level),
      now: amount,
    })),
  ];
  const change = (difference: string) =>
    (difference.startsWith('-') || difference === '0.00' ? '' : '+') + euros(difference, locale);
  return (
    <>
      <ScrollTable
        label={t.simulator.resultCaption}
        head={
          <>
            <th className="kern-table__header" scope="col">
              {t.simulator.what}
            </th>
            <th className="kern-table__header levy-number" scope="col">
              {t.simulator.after}
            </th>
            <th className="kern-table__header levy-number" scope="col">
              {t.simulator.change}
            </th>
            <th className="kern-table__header levy-number" scope="col">
              {t.simulator.before(base.year)}
            </th>
          </>
        }
      >
        {rows.map(({ key, what, was, now }) => (
          <tr className="kern-table__row" key={key}>
            <th className="kern-table__cell verbatim" scope="row">
              {what}
            </th>
            <td className="kern-table__cell levy-number">{euros(now, locale)}</td>
            <td className="kern-table__cell levy-number">{change(less(now, was))}</td>
            <td className="kern-table__cell levy-number">{euros(was, locale)}</td>
          </tr>
        ))}
      </ScrollTable>
      {own.map(({ level, explanation }) => (
        <Disclosure key={level} summary={t.own.on(t.levels[level] ?? level)}>
          <p>{explanation}</p>
        </Disclosure>
      ))}
      <p role="status" className="muted small">
        {fetching ? t.simulator.computing : ''}
      </p>
    </>
  );
}
