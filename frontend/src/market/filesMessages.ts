import { defineMessages } from '../lib/i18n/messages.ts';
import { filesDe } from './files.de.ts';

/** Texts of the files of a ticket's entries and of a group's posts. */
export const useFilesMessages = defineMessages(filesDe, () => import('./files.en.ts').then((m) => m.filesEn));
