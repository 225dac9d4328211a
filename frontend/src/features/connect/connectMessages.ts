import { defineMessages } from '../../lib/i18n/messages.ts';
import { connectDe } from './connect.de.ts';

/** Texts of an authority's request to be connected. */
export const useConnectMessages = defineMessages(connectDe, () => import('./connect.en.ts').then((m) => m.connectEn));
