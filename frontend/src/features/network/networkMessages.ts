import { defineMessages } from '../../lib/i18n/messages.ts';
import { networkDe } from './network.de.ts';

/** Texts of the municipalities' network. */
export const useNetworkMessages = defineMessages(networkDe, () => import('./network.en.ts').then((m) => m.networkEn));
