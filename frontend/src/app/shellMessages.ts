import { defineMessages } from '../lib/i18n/messages.ts';
import { shellDe } from './shell.de.ts';

/** Texts of the parts of the shell that come after the first paint. */
export const useShellMessages = defineMessages(shellDe, () => import('./shell.en.ts').then((m) => m.shellEn));
