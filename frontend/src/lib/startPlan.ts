/** What a person set out to do, as the contract's StartPlan. */
export interface StartPlan {
  undertakingId?: string | null;
  serviceId?: string | null;
  authorityId?: string | null;
  ars?: string | null;
}

/** The same as search params of /start and /registrieren. */
export interface StartSearch {
  undertaking?: string;
  service?: string;
  authority?: string;
  ars?: string;
}

/** A plan as search params; empty when there is none. */
export function planToSearch(plan: StartPlan | null | undefined): StartSearch {
  return {
    ...(plan?.undertakingId && { undertaking: plan.undertakingId }),
    ...(plan?.serviceId && { service: plan.serviceId }),
    ...(plan?.authorityId && { authority: plan.authorityId }),
    ...(plan?.ars && { ars: plan.ars }),
  };
}

/** Search params as a plan, null when they name nothing. */
export function searchToPlan({ undertaking, service, authority, ars }: StartSearch): StartPlan | null {
  if (!undertaking && !service && !authority) return null;
  return {
    ...(undertaking && { undertakingId: undertaking }),
    ...(service && { serviceId: service }),
    ...(authority && { authorityId: authority }),
    ...(ars && { ars }),
  };
}
