import { defineMessages } from '../../lib/i18n/messages.ts';
import { catalogueDeskDe } from './catalogueDesk.de.ts';

/** Texts of the pages on which editors write the catalogue. */
export const useCatalogueDeskMessages = defineMessages(catalogueDeskDe, () =>
  import('./catalogueDesk.en.ts').then((m) => m.catalogueDeskEn),
);
