import { defineMessages } from '../../lib/i18n/messages.ts';
import { organisationDe } from './organisation.de.ts';

/** Texts of an organisation's page. */
export const useOrganisationMessages = defineMessages(organisationDe, () =>
  import('./organisation.en.ts').then((m) => m.organisationEn),
);
