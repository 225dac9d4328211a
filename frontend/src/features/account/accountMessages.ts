import { defineMessages } from '../../lib/i18n/messages.ts';
import { accountDe } from './account.de.ts';

/** Texts of registration, sign-in and account. */
export const useAccountMessages = defineMessages(accountDe, () => import('./account.en.ts').then((m) => m.accountEn));
