import { commonDe } from './common.de.ts';
import { defineMessages } from './messages.ts';

/** Texts that several features and the components in ui share. */
export const useCommonMessages = defineMessages(commonDe, () => import('./common.en.ts').then((m) => m.commonEn));
