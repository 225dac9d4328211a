import { defineMessages } from '../../lib/i18n/messages.ts';
import { reportDe } from './report.de.ts';

/** Texts of a report on the directory. */
export const useReportMessages = defineMessages(reportDe, () => import('./report.en.ts').then((m) => m.reportEn));
