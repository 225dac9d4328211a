import type { LevyBasisInput, LevyPopulationInput } from '../../gql/graphql.ts';
import { euros } from '../../lib/euros.ts';
import type { FormRow } from '../../lib/formRows.ts';
import { cents, isWhole, typedEuros, typedShare } from './amounts.ts';

/** A service as somebody assumes it; all as it was typed. */
export interface AssumedService extends FormRow {
  name: string;
  included: boolean;
  total: string;
  stateOnly: string;
  gemeinde: string;
  landkreis: string;
  bezirk: string;
}

/** All that is assumed. */
export interface Assumptions {
  stateShare: string;
  /** Those of the year, in its order. */
  services: readonly AssumedService[];
  /** Those that the year does not have. */
  further: readonly AssumedService[];
  /** The key of one's own place; empty for none. */
  place: string;
  /** Its inhabitants; empty for those of the directory. */
  people: string;
}

/** The year that is assumed to be otherwise. */
export interface LevyBase {
  year: number;
  stateShare: string;
  positions: readonly {
    name: string;
    totalCost: string;
    stateOnlyCost: string;
    levels: readonly { level: string; share: string }[];
  }[];
}

/** The assumptions as the address has them: only what is otherwise than in the year, whose positions never change. */
export interface AssumptionSearch {
  jahr?: string;
  staat?: string;
  ort?: string;
  leute?: string;
  /** Numbers of services that are left out. */
  ohne?: string[];
  /** Number and cost: "3:1200000.00". */
  kosten?: string[];
  /** Number and what is the State's alone. */
  staatlich?: string[];
  /** Number and shares of the three levels: "3:1/3:1/3:1/3". */
  teil?: string[];
  /** Cost, what is the State's alone, the three shares, and the name. */
  neu?: string[];
}

/** At most as many services as the server takes. */
export const mostServices = 100;

/** A service of which nothing is known yet. */
export const noService = {
  name: '',
  included: true,
  total: '',
  stateOnly: '0',
  gemeinde: '1',
  landkreis: '0',
  bezirk: '0',
};

const shown = (amount: string) => euros(amount, 'de').replace('\u00a0€', '');

function ofYear(
  { name, totalCost, stateOnlyCost, levels }: LevyBase['positions'][number],
  index: number,
): AssumedService {
  const share = (level: string) => levels.find((one) => one.level === level)?.share ?? '0';
  return {
    key: `p${index + 1}`,
    name,
    included: true,
    total: shown(totalCost),
    stateOnly: shown(stateOnlyCost),
    gemeinde: share('GEMEINDE'),
    landkreis: share('LANDKREIS'),
    bezirk: share('BEZIRK'),
  };
}

const numbered = (params: readonly string[] | undefined, index: number) =>
  params
    ?.map((one) => one.split(':'))
    .find(([number]) => number === String(index + 1))
    ?.slice(1);

const amount = (text: string | undefined, otherwise: string) =>
  text && /^\d+\.\d\d$/.test(text) ? shown(text) : otherwise;

/** What an address assumes of a year; what it says otherwise than this page writes it is passed over. */
export function readAssumptions(base: LevyBase, search: AssumptionSearch): Assumptions {
  return {
    stateShare: (search.staat && typedShare(search.staat)) || base.stateShare,
    services: base.positions.map((position, index) => {
      const service = ofYear(position, index);
      const [gemeinde, landkreis, bezirk] = numbered(search.teil, index) ?? [];
      return {
        ...service,
        included: !search.ohne?.includes(String(index + 1)),
        total: amount(numbered(search.kosten, index)?.[0], service.total),
        stateOnly: amount(numbered(search.staatlich, index)?.[0], service.stateOnly),
        ...(gemeinde && landkreis && bezirk && { gemeinde, landkreis, bezirk }),
      };
    }),
    further: (search.neu ?? []).slice(0, mostServices).map((one, index) => {
      const [total, stateOnly, gemeinde = '0', landkreis = '0', bezirk = '0', ...name] = one.split(':');
      return {
        key: `n${index + 1}`,
        name: name.join(':'),
        included: true,
        total: amount(total, ''),
        stateOnly: amount(stateOnly, '0'),
        gemeinde,
        landkreis,
        bezirk,
      };
    }),
    place: search.ort && /^(\d{3}|\d{5}|\d{12})$/.test(search.ort) ? search.ort : '',
    people: search.leute && /^\d{1,8}$/.test(search.leute) ? search.leute : '',
  };
}

/** The address of assumptions. */
export function writeAssumptions(base: LevyBase, assumed: Assumptions): AssumptionSearch {
  const search: AssumptionSearch = { jahr: String(base.year) };
  const state = typedShare(assumed.stateShare);
  if (state && state !== base.stateShare) search.staat = state;
  if (assumed.place) search.ort = assumed.place;
  if (assumed.people) search.leute = assumed.people;
  const lists = {
    ohne: [] as string[],
    kosten: [] as string[],
    staatlich: [] as string[],
    teil: [] as string[],
    neu: [] as string[],
  };
  for (const [index, service] of assumed.services.entries()) {
    const position = base.positions[index];
    if (!position) continue;
    const was = ofYear(position, index);
    const number = index + 1;
    if (!service.included) lists.ohne.push(String(number));
    if (service.total !== was.total) lists.kosten.push(`${number}:${typedEuros(service.total) ?? ''}`);
    if (service.stateOnly !== was.stateOnly) lists.staatlich.push(`${number}:${typedEuros(service.stateOnly) ?? ''}`);
    const split = [service.gemeinde, service.landkreis, service.bezirk];
    if (split.join() !== [was.gemeinde, was.landkreis, was.bezirk].join())
      lists.teil.push([number, ...split].join(':'));
  }
  for (const one of assumed.further) {
    lists.neu.push(
      [
        typedEuros(one.total) ?? '',
        typedEuros(one.stateOnly) ?? '',
        one.gemeinde,
        one.landkreis,
        one.bezirk,
        one.name,
      ].join(':'),
    );
  }
  for (const name of ['ohne', 'kosten', 'staatlich', 'teil', 'neu'] as const) {
    if (lists[name].length > 0) search[name] = lists[name];
  }
  return search;
}

/** What is wrong with a service, by its fields; empty when all is well. */
export type ServiceProblem =
  | 'name'
  | 'total'
  | 'stateOnly'
  | 'stateOnlyMore'
  | 'gemeinde'
  | 'landkreis'
  | 'bezirk'
  | 'sum';

/** The problems of one service. */
export function serviceProblems(service: AssumedService): ServiceProblem[] {
  const problems: ServiceProblem[] = [];
  if (!service.name.trim()) problems.push('name');
  const total = typedEuros(service.total);
  const stateOnly = typedEuros(service.stateOnly);
  if (!total) problems.push('total');
  if (!stateOnly) problems.push('stateOnly');
  if (total && stateOnly && cents(stateOnly) > cents(total)) problems.push('stateOnlyMore');
  const shares = (['gemeinde', 'landkreis', 'bezirk'] as const).map((level) => {
    const share = typedShare(service[level]);
    if (!share) problems.push(level);
    return share;
  });
  if (shares.every((share) => share !== null) && !isWhole(shares as string[])) problems.push('sum');
  return problems;
}

/** A position of the contract; null while something of it is wrong. */
export function positionOf(service: AssumedService): LevyBasisInput['positions'][number] | null {
  const total = typedEuros(service.total);
  const stateOnly = typedEuros(service.stateOnly);
  if (serviceProblems(service).length > 0 || !total || !stateOnly) return null;
  return {
    name: service.name.trim(),
    totalCost: total,
    stateOnlyCost: stateOnly,
    levels: (
      [
        ['GEMEINDE', service.gemeinde],
        ['LANDKREIS', service.landkreis],
        ['BEZIRK', service.bezirk],
      ] as const
    )
      .map(([level, typed]) => ({ level, share: typedShare(typed) ?? '0' }))
      .filter(({ share }) => share !== '0'),
  };
}

/** What the server is asked to compute; null while something is wrong. */
export function question(
  base: LevyBase,
  assumed: Assumptions,
): { basis: LevyBasisInput; populations: LevyPopulationInput[] } | null {
  const stateShare = typedShare(assumed.stateShare);
  const positions = [...assumed.services.filter(({ included }) => included), ...assumed.further].map(positionOf);
  const people = assumed.people.replace(/[\s.]/g, '');
  if (
    !stateShare ||
    positions.some((one) => one === null) ||
    positions.length > mostServices ||
    !/^\d{0,8}$/.test(people)
  )
    return null;
  return {
    basis: { year: base.year, stateShare, positions: positions as LevyBasisInput['positions'] },
    populations: people && assumed.place.length === 12 ? [{ ars: assumed.place, population: Number(people) }] : [],
  };
}
