import type { ActivationPartsFragment } from '../../gql/graphql.ts';
import { formatDate, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Timeline } from '../../ui/Timeline.tsx';
import { useAccountMessages } from './accountMessages.ts';

/** E-mail confirmed, letter on its way with the days to expect it, account active. */
export function ActivationTimeline({ activation }: { activation: NonNullable<ActivationPartsFragment['activation']> }) {
  const t = useAccountMessages();
  const locale = useLocale();
  const { letterQueuedAt, letterPrintedAt, letterReturnedAt, expectedFrom, expectedTo, codeExpiresAt } = activation;
  const day = (time: string) => formatTimeAsDay(time, locale);
  return (
    <Timeline
      label={t.letter.timeline}
      steps={[
        { key: 'email', state: 'done', title: t.letter.emailDone },
        {
          key: 'letter',
          state: letterReturnedAt ? 'failed' : 'current',
          title: letterReturnedAt ? t.letter.returned : t.letter.underWay,
          children: (
            <div className="account-facts">
              <p>{letterPrintedAt ? t.letter.printed(day(letterPrintedAt)) : t.letter.ordered(day(letterQueuedAt))}</p>
              {letterReturnedAt ? (
                <p>{t.letter.returnedText(day(letterReturnedAt))}</p>
              ) : (
                <p>{t.letter.expected(formatDate(expectedFrom, locale), formatDate(expectedTo, locale))}</p>
              )}
              <p>{letterPrintedAt ? t.letter.expires(day(codeExpiresAt)) : t.letter.notPrinted}</p>
            </div>
          ),
        },
        {
          key: 'active',
          state: 'upcoming',
          title: t.letter.active,
          children: <p className="muted">{t.letter.activeText}</p>,
        },
      ]}
    />
  );
}
