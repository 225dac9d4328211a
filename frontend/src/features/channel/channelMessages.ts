import { defineMessages } from '../../lib/i18n/messages.ts';
import { channelDe } from './channel.de.ts';

/** Texts of an authority's channel. */
export const useChannelMessages = defineMessages(channelDe, () => import('./channel.en.ts').then((m) => m.channelEn));
