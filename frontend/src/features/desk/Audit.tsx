import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { usePages } from '../../lib/usePages.ts';
import { Facts } from '../../ui/Facts.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { ListState } from './ListState.tsx';

const DeskAudit = graphql(`
  query DeskAudit($subjectId: ID, $after: String) {
    desk {
      audit(subjectId: $subjectId, first: 50, after: $after) {
        edges { cursor node { id at actor capacity action subjectId detail } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

// People and memberships have an id; the platform and strangers have nothing but their capacity.
const who = (actor: string, capacity: string) => (actor.includes('_') ? `${actor} (${capacity})` : capacity);

// A detail is codes and ids, one word each.
const said = (detail: string, words: Record<string, string>) =>
  detail
    .split(' ')
    .map((word) => words[word] ?? word)
    .join(' ');

/** Who did what and when, page by page; `subjectId` keeps to one thing. */
export function Audit({ subjectId }: { subjectId: string | undefined }) {
  const t = useDeskMessages();
  const locale = useLocale();
  const pages = usePages({
    query: DeskAudit,
    variables: { subjectId: subjectId ?? null },
    read: (data) => data.desk?.audit,
  });
  return (
    <div className="stack">
      <p>{t.audit.lead}</p>
      {subjectId && (
        <p className="verbatim">
          {t.audit.only(subjectId)}.{' '}
          <TextLink to="/betrieb" search={{ bereich: 'protokoll' }}>
            {t.audit.all}
          </TextLink>
        </p>
      )}
      <ListState loading={pages.loading} error={pages.error} empty={pages.nodes.length === 0} title={t.audit.empty} />
      <ul className="desk-log" aria-label={t.audit.table}>
        {pages.nodes.map(({ id, at, actor, capacity, action, subjectId: about, detail }) => (
          <li key={id}>
            <p className="muted small">{formatTime(at, locale)}</p>
            <div>
              <p>
                <strong>{t.audit.actions[action] ?? action}</strong>
              </p>
              <Facts
                rows={[
                  [t.audit.by, who(actor, t.audit.capacities[capacity] ?? capacity)],
                  [
                    t.audit.about,
                    about && (
                      <TextLink
                        key="about"
                        to="/betrieb"
                        search={{ bereich: 'protokoll', kennung: about }}
                        aria-label={t.audit.filter(about)}
                      >
                        {about}
                      </TextLink>
                    ),
                  ],
                  [t.audit.detail, detail && said(detail, t.audit.details)],
                ]}
              />
            </div>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}
