import { defineMessages } from '../../lib/i18n/messages.ts';
import { formDe } from './form.de.ts';

/** Texts of the form in which an application is valid. */
export const useFormMessages = defineMessages(formDe, () => import('./form.en.ts').then((m) => m.formEn));
