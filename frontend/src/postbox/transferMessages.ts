import { defineMessages } from '../lib/i18n/messages.ts';
import { transferDe } from './transfer.de.ts';

/** Texts of the transfer of a case to the authority's own file system. */
export const useTransferMessages = defineMessages(transferDe, () =>
  import('./transfer.en.ts').then((m) => m.transferEn),
);
