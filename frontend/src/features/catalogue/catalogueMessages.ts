import { defineMessages } from '../../lib/i18n/messages.ts';
import { catalogueDe } from './catalogue.de.ts';

/** Texts of the market's catalogue. */
export const useCatalogueMessages = defineMessages(catalogueDe, () =>
  import('./catalogue.en.ts').then((m) => m.catalogueEn),
);
