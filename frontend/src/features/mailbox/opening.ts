import type { MailboxOpenInput, OpeningPartsFragment } from '../../gql/graphql.ts';

/** The search params of /postfach/neu; `choice` names chosen authorities as "serviceId:authorityId". */
export interface OpeningSearch {
  undertaking?: string | undefined;
  service?: string[] | undefined;
  authority?: string | undefined;
  ars?: string | undefined;
  choice?: string[] | undefined;
}

/** Authority ids by service id. */
export type Choices = Readonly<Record<string, string>>;

/** The choices an address names; what is malformed is left out. */
export function choicesOf({ choice }: OpeningSearch): Choices {
  return Object.fromEntries(
    (choice ?? []).map((one) => one.split(':')).filter((parts) => parts.length === 2 && parts[1]),
  );
}

/** Whether it leads to one authority, without a question of competence. */
export function forAuthority({ undertaking, service, authority }: OpeningSearch): boolean {
  return Boolean(authority) && !undertaking && !service;
}

/** Whether the address says enough to open something. */
export function complete(search: OpeningSearch): boolean {
  return forAuthority(search) || Boolean(search.ars && (search.undertaking || search.service));
}

/** The body a service will get: the only candidate, or the chosen one while it is among them. */
export function authorityOf({ service, candidates }: OpeningPartsFragment, choices: Choices) {
  if (candidates.length === 1) return candidates[0]?.authority;
  return candidates.find(({ authority }) => authority.id === choices[service.id])?.authority;
}

/** Services for which the person still has to choose. */
export function undecided(competences: readonly OpeningPartsFragment[], choices: Choices): OpeningPartsFragment[] {
  return competences.filter((one) => one.candidates.length > 1 && !authorityOf(one, choices));
}

/** The input of the mutation: choices only where there was something to choose. */
export function openInput(
  search: OpeningSearch,
  competences: readonly OpeningPartsFragment[],
  { title, choices, key }: { title: string; choices: Choices; key: string },
): MailboxOpenInput {
  const common = { ...(title.trim() && { title: title.trim() }), idempotencyKey: key };
  if (forAuthority(search)) return { ...common, authorityId: search.authority ?? null };
  return {
    ...common,
    ars: search.ars ?? null,
    ...(search.undertaking && { undertakingId: search.undertaking }),
    ...(search.service && { serviceIds: search.service }),
    choices: competences
      .filter(({ candidates }) => candidates.length > 1)
      .flatMap((one) => {
        const authorityId = authorityOf(one, choices)?.id;
        return authorityId ? [{ serviceId: one.service.id, authorityId }] : [];
      }),
  };
}
