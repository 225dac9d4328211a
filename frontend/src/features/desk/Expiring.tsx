import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { usePages } from '../../lib/usePages.ts';
import { Facts } from '../../ui/Facts.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { ChannelLink } from './ChannelLink.tsx';
import { useDeskMessages } from './deskMessages.ts';
import { ListState } from './ListState.tsx';

const DeskExpiring = graphql(`
  query DeskExpiring($after: String) {
    desk {
      expiringCertificates(first: 20, after: $after) {
        edges { cursor node { id subject notAfter authority { id name } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const day = 86_400_000;

/** Certificates of authorities that end soon, the soonest first. */
export function Expiring() {
  const t = useDeskMessages();
  const locale = useLocale();
  const pages = usePages({ query: DeskExpiring, variables: {}, read: (data) => data.desk?.expiringCertificates });
  return (
    <div className="stack">
      <p>{t.certificates.lead}</p>
      <ListState
        loading={pages.loading}
        error={pages.error}
        empty={pages.nodes.length === 0}
        title={t.certificates.empty}
        text={t.certificates.emptyText}
      />
      <ul className="card-list">
        {pages.nodes.map(({ id, subject, notAfter, authority }) => {
          const days = Math.floor((Date.parse(notAfter) - Date.now()) / day);
          return (
            <li key={id} className="card">
              <h3 className="kern-heading-small verbatim">{authority.name}</h3>
              <Facts
                rows={[
                  [t.certificates.subject, subject],
                  [t.certificates.ends, `${formatTimeAsDay(notAfter, locale)} (${t.certificates.left(days)})`],
                ]}
              />
              <p>
                <ChannelLink id={authority.id} name={authority.name} />
              </p>
            </li>
          );
        })}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}
