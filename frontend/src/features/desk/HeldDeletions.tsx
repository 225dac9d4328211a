import { graphql } from '../../gql/index.ts';
import { formatTime, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { usePages } from '../../lib/usePages.ts';
import { Facts } from '../../ui/Facts.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { useEndLetterMessages } from './endLetterMessages.ts';
import { ReturnedLetter } from './ReturnedLetter.tsx';

const DeskHeldDeletions = graphql(`
  query DeskHeldDeletions($after: String) {
    desk {
      heldDeletions(first: 20, after: $after) {
        edges { cursor node { id reference since endedOn letter letterReference deletesAt } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** Case mailboxes that are not deleted because a warning did not reach their owner; nothing where there are none. */
export function HeldDeletions() {
  const t = useDeskMessages();
  const letters = useEndLetterMessages();
  const locale = useLocale();
  const pages = usePages({ query: DeskHeldDeletions, variables: {}, read: (data) => data.desk?.heldDeletions });
  if (pages.nodes.length === 0) return null;
  return (
    <>
      <h3 className="kern-heading-small">{t.failures.held}</h3>
      <p>{t.failures.heldLead}</p>
      <Facts
        rows={pages.nodes.map(({ reference, since, endedOn, letter, letterReference, deletesAt }) => [
          reference,
          [
            t.failures.heldRow(formatTime(since, locale), formatTimeAsDay(endedOn, locale)),
            letters.states[letter](letterReference ?? '', deletesAt ? formatTimeAsDay(deletesAt, locale) : ''),
          ].join(' '),
        ])}
      />
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      <ReturnedLetter onReturned={pages.reload} />
    </>
  );
}
