import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useReviewMessages } from './reviewMessages.ts';
import type { Reviewed } from './reviewParts.ts';

/** Accounts that look like this one. */
export function Duplicates({ account }: { account: Reviewed }) {
  const texts = useReviewMessages();
  const t = texts.duplicates;
  const locale = useLocale();
  return (
    <section aria-labelledby="duplicates" className="stack">
      <h2 className="kern-heading-medium" id="duplicates">
        {t.title}
      </h2>
      <p>{account.possibleDuplicates.length > 0 ? t.lead : t.none}</p>
      <ul>
        {account.possibleDuplicates.map(({ id, state, person, organisation, form, requestedAt }) => (
          <li key={id}>
            <TextLink to="/betrieb/marktkonten" search={{ antrag: id }} className="verbatim">
              {person.name}, {organisation?.name ?? form?.organisationName}
            </TextLink>{' '}
            <span className="muted">
              {texts.states[state]} · {texts.asked(formatTime(requestedAt, locale))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
