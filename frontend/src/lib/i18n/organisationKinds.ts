import { defineMessages } from './messages.ts';
import { organisationKindsDe } from './organisationKinds.de.ts';

/** What the kinds of organisation are called. */
export const useOrganisationKinds = defineMessages(organisationKindsDe, () =>
  import('./organisationKinds.en.ts').then((m) => m.organisationKindsEn),
);
