/** What a person set out to do, as the contract's StartPlan. */
export interface StartPlan {
  undertakingId?: string | null;
  serviceId?: string | null;
  authorityId?: string | null;
  ars?: string | null;
  choices?: { serviceId: string; authorityId: string }[];
  withoutServiceIds?: string[];
}

/** The same as search params of /start and /registrieren; `choice` is "serviceId:authorityId", `without` a service left out. */
export interface StartSearch {
  undertaking?: string;
  service?: string;
  authority?: string;
  ars?: string;
  choice?: string[];
  without?: string[];
}

/** A plan as search params; empty when there is none. */
export function planToSearch(plan: StartPlan | null | undefined): StartSearch {
  const choice = plan?.choices?.map(({ serviceId, authorityId }) => `${serviceId}:${authorityId}`) ?? [];
  const without = plan?.withoutServiceIds ?? [];
  return {
    ...(plan?.undertakingId && { undertaking: plan.undertakingId }),
    ...(plan?.serviceId && { service: plan.serviceId }),
    ...(plan?.authorityId && { authority: plan.authorityId }),
    ...(plan?.ars && { ars: plan.ars }),
    ...(choice.length > 0 && { choice }),
    ...(without.length > 0 && { without }),
  };
}

/** The chosen authorities by service, as the search params name them; what is malformed is left out. */
export function chosenAuthorities(choice: readonly string[] | undefined): Record<string, string> {
  const pairs = (choice ?? []).map((one) => one.split(':'));
  return Object.fromEntries(pairs.filter(([serviceId, authorityId]) => serviceId && authorityId));
}

/** Search params as a plan, null when they name nothing. */
export function searchToPlan({ undertaking, service, authority, ars, choice, without }: StartSearch): StartPlan | null {
  if (!undertaking && !service && !authority) return null;
  const choices = Object.entries(chosenAuthorities(choice)).map(([serviceId, authorityId]) => ({
    serviceId,
    authorityId,
  }));
  return {
    ...(undertaking && { undertakingId: undertaking }),
    ...(service && { serviceId: service }),
    ...(authority && { authorityId: authority }),
    ...(ars && { ars }),
    ...(choices.length > 0 && { choices }),
    ...(without && { withoutServiceIds: without }),
  };
}
