import type { CompetenceRole, Reachability } from '../../gql/graphql.ts';
import type { StartSearch } from '../../lib/startPlan.ts';

/** The part of a competence that a selection needs. */
export interface Choosable {
  service: { id: string; name: string };
  candidates: readonly { role: CompetenceRole; authority: { id: string; name: string; reachability: Reachability } }[];
}

/** What a person has deselected and chosen: ids of services left out, and authority ids by service id. */
export interface Selection {
  left: readonly string[];
  choices: Readonly<Record<string, string>>;
}

/** Nothing deselected, nothing chosen. */
export const emptySelection: Selection = { left: [], choices: {} };

/** One body that the mailbox would lead to, with the services it gets. */
export interface Recipient {
  id: string;
  name: string;
  reachability: Reachability;
  services: string[];
}

/** Services taken along: not deselected, and somebody is competent. */
export function included<C extends Choosable>(competences: readonly C[], { left }: Selection): C[] {
  return competences.filter(({ service, candidates }) => candidates.length > 0 && !left.includes(service.id));
}

/** The body for a service: the only one, or the chosen one as long as it is among the candidates. */
export function bodyOf({ service, candidates }: Choosable, { choices }: Selection): string | undefined {
  if (candidates.length === 1) return candidates[0]?.authority.id;
  return candidates.find(({ authority }) => authority.id === choices[service.id])?.authority.id;
}

/** Services for which a choice is still missing. */
export function undecided<C extends Choosable>(competences: readonly C[], selection: Selection): C[] {
  return included(competences, selection).filter((one) => bodyOf(one, selection) === undefined);
}

/** The competent body itself for each service that is still undecided and has exactly one such body. */
export function primaryChoices(competences: readonly Choosable[], selection: Selection): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { service, candidates } of undecided(competences, selection)) {
    const primary = candidates.filter(({ role }) => role === 'PRIMARY');
    if (primary.length === 1 && primary[0]) found[service.id] = primary[0].authority.id;
  }
  return found;
}

/** The authorities the mailbox would lead to, each once. */
export function recipients(competences: readonly Choosable[], selection: Selection): Recipient[] {
  const found = new Map<string, Recipient>();
  for (const competence of included(competences, selection)) {
    const id = bodyOf(competence, selection);
    const authority = competence.candidates.find((one) => one.authority.id === id)?.authority;
    if (!authority) continue;
    const recipient = found.get(authority.id) ?? { ...authority, services: [] };
    recipient.services.push(competence.service.name);
    found.set(authority.id, recipient);
  }
  return [...found.values()];
}

/** The selection as part of a plan: what was chosen where there was a choice, and what was left out. */
export function toPlan(competences: readonly Choosable[], selection: Selection): StartSearch {
  const choice = included(competences, selection)
    .filter((one) => one.candidates.length > 1 && bodyOf(one, selection) !== undefined)
    .map((one) => `${one.service.id}:${bodyOf(one, selection)}`);
  const without = selection.left.filter((id) => competences.some(({ service }) => service.id === id));
  return { ...(choice.length > 0 && { choice }), ...(without.length > 0 && { without }) };
}

/** The selection as search params of /postfach/neu; `choice` only where there was something to choose. */
export function toSearch(
  competences: readonly Choosable[],
  selection: Selection,
): { service: string[]; choice?: string[] } {
  const taken = included(competences, selection);
  const choice = taken
    .filter(({ candidates }) => candidates.length > 1)
    .map((one) => `${one.service.id}:${bodyOf(one, selection)}`);
  return { service: taken.map(({ service }) => service.id), ...(choice.length > 0 && { choice }) };
}
