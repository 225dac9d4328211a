import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { usePages } from '../../lib/usePages.ts';
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

/** Who did what and when, page by page; `subjectId` keeps to one thing. */
export function Audit({ subjectId }: { subjectId: string | undefined }) {
  const t = useDeskMessages();
  const locale = useLocale();
  const pages = usePages({
    query: DeskAudit,
    variables: { subjectId: subjectId ?? null },
    read: (data) => data.desk?.audit,
  });
  const header = (text: string) => (
    <th key={text} className="kern-table__header" scope="col">
      {text}
    </th>
  );
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
      {pages.nodes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <section className="desk-scroll" aria-label={t.audit.table} tabIndex={0}>
          <table className="kern-table kern-table--small">
            <thead className="kern-table__head">
              <tr className="kern-table__row">
                {[t.audit.time, t.audit.actor, t.audit.action, t.audit.subject].map(header)}
              </tr>
            </thead>
            <tbody className="kern-table__body">
              {pages.nodes.map(({ id, at, actor, capacity, action, subjectId: about, detail }) => (
                <tr key={id} className="kern-table__row">
                  <td className="kern-table__cell">{formatTime(at, locale)}</td>
                  <td className="kern-table__cell verbatim">
                    {actor}
                    <br />
                    <span className="muted small">{capacity}</span>
                  </td>
                  <td className="kern-table__cell verbatim">
                    {action}
                    {detail && (
                      <>
                        <br />
                        <span className="muted small">{detail}</span>
                      </>
                    )}
                  </td>
                  <td className="kern-table__cell verbatim">
                    {about && (
                      <TextLink
                        to="/betrieb"
                        search={{ bereich: 'protokoll', kennung: about }}
                        aria-label={t.audit.filter(about)}
                      >
                        {about}
                      </TextLink>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}
