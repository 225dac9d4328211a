import { daysUntil, formatDate } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { usePostboxMessages } from './postboxMessages.ts';

/** Until when an answer is wanted, with the days that are left; `by` says whose answer, of an extension that it is the authority's. */
export function DueLine({ dueOn, by }: { dueOn: string; by: 'dueYou' | 'duePerson' | 'dueAuthority' }) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const days = daysUntil(dueOn);
  const date = formatDate(dueOn, locale);
  return (
    <p className={days <= 3 ? 'postbox-due postbox-due--soon' : 'postbox-due'}>
      <Icon name="calendar-today" size="small" />
      <span>
        <strong>{t[by](date)}</strong> ({t.dueIn(days)})
      </span>
    </p>
  );
}
