import { commonDe } from './common.de.ts';
import { defineMessages } from './messages.ts';

/** Texts of the shell and of the components in ui. */
export const useCommonMessages = defineMessages(commonDe, () => import('./common.en.ts').then((m) => m.commonEn));
