import type { Locale } from '../lib/display.ts';
import type { UserErrorShape } from '../lib/problems.ts';
import { formatLimit, formatSize } from '../lib/sizes.ts';
import type { SummaryError } from '../ui/ErrorSummary.tsx';
import { textBytes } from './acceptance.ts';
import type { PostboxMessages } from './postbox.de.ts';
import type { Composer } from './useComposer.ts';

interface CheckInput {
  composer: Composer;
  /** Bytes. */
  limit: number;
  /** Whose mailbox takes no more; missing where it is the platform's own limit. */
  limitBy?: string | undefined;
  t: PostboxMessages;
  locale: Locale;
}

/** What still prevents sending a letter, apart from what only one side asks for. */
export function checkLetter({ composer, limit, limitBy, t, locale }: CheckInput): SummaryError[] {
  const { letter, attachments } = composer;
  const found: SummaryError[] = [];
  if (!letter.subject.trim()) found.push({ fieldId: 'subject', message: t.compose.required.subject });
  if (!letter.body.trim()) found.push({ fieldId: 'body', message: t.compose.required.body });
  const size = attachments.bytes + textBytes(letter.subject, letter.body);
  if (size > limit) {
    const used = formatSize(size, locale);
    found.push({ message: t.compose.over({ used, limit: formatLimit(limit, locale), by: limitBy }) });
  }
  if (attachments.pending) found.push({ message: t.compose.required.pending });
  else if (attachments.list.some(({ status }) => status === 'refused' || status === 'failed')) {
    found.push({ message: t.compose.required.failed });
  }
  return found;
}

/** The server's refusals, at the fields they concern. */
export function refusalsOf(
  errors: readonly UserErrorShape[],
  fields: Record<string, string>,
  t: PostboxMessages,
): SummaryError[] {
  return errors.map(({ code, field, message }) => {
    if (code === 'IDEMPOTENCY_CONFLICT') return { message: t.compose.conflict };
    const fieldId = field?.map((name) => fields[name]).find(Boolean);
    return fieldId ? { fieldId, message } : { message };
  });
}
