import type { ComparedFragment } from '../../gql/graphql.ts';
import { formatDate } from '../../lib/dates.ts';
import type { Locale } from '../../lib/display.ts';
import type { CatalogueMessages } from './catalogue.de.ts';
import { stateWord } from './stateWord.ts';

/** One detail of the offerings side by side; each has its lines, none where nothing is stated. */
export interface ComparedRow {
  key: string;
  label: string;
  values: readonly (readonly string[])[];
  /** Not all say the same. */
  differs: boolean;
}

type Line = string | false | null | undefined;

function row(
  key: string,
  label: string,
  offerings: readonly ComparedFragment[],
  lines: (one: ComparedFragment) => Line[],
): ComparedRow {
  const values = offerings.map((one) => lines(one).filter((line): line is string => Boolean(line)));
  // The order in which a sheet names things is no difference.
  const alike = new Set(values.map((value) => JSON.stringify(value.toSorted())));
  return { key, label, values, differs: alike.size > 1 };
}

/** The details that offerings are compared by, in their order. */
export function comparedRows(
  offerings: readonly ComparedFragment[],
  t: CatalogueMessages,
  locale: Locale,
): ComparedRow[] {
  const of = (key: string, label: string, lines: (one: ComparedFragment) => Line[]) =>
    row(key, label, offerings, lines);
  return [
    of('kind', t.kind, ({ current }) => [t.kinds[current.kind]]),
    of('state', t.state, ({ state, orderableFrom, current }) => {
      const expected = state === 'ANNOUNCED' && orderableFrom && t.expected(formatDate(orderableFrom, locale));
      return [[stateWord(state, current.kind, t), expected].filter(Boolean).join(', ')];
    }),
    of('cost', t.cost, ({ current }) => [[t.costs[current.costClass], current.costNote].filter(Boolean).join('. ')]),
    of('levy', t.sheet.levy, ({ current }) => [current.financedByLevy ? t.sheet.yes : t.sheet.no]),
    of('eligible', t.sheet.eligible, ({ current }) =>
      current.eligible.length > 0 ? current.eligible.map((kind) => t.organisations[kind]) : [t.sheet.eligibleAll],
    ),
    of('interfaces', t.sheet.interfaces, ({ current }) =>
      current.interfaces.map(({ procedure, procedureVersions, state }) => {
        const named = [procedure.name, ...(procedureVersions.length > 0 ? [procedureVersions.join(', ')] : [])].join(
          ' ',
        );
        return `${named}: ${t.sheet.interfaceStates[state]}`;
      }),
    ),
    of('preconditions', t.sheet.preconditions, ({ current }) => [...current.preconditions]),
    of('test', t.comparison.test, ({ current }) => [current.testUrl ? t.sheet.yes : t.sheet.no]),
    of('support', t.sheet.support, ({ current }) => [t.sheet.supports[current.citizenSupport]]),
    of('tasks', t.comparison.tasks, ({ current: { tasks } }) => [
      tasks.length > 0 &&
        t.comparison.tasksOf(tasks.length, tasks.filter(({ responsible }) => responsible === 'MUNICIPALITY').length),
    ]),
    of('parameters', t.comparison.parameters, ({ current: { parameters } }) => [
      parameters.length > 0 &&
        t.comparison.parametersOf(parameters.length, parameters.filter(({ required }) => required).length),
    ]),
    of('provider', t.sheet.provider, ({ current }) => [current.provider.name]),
  ];
}
