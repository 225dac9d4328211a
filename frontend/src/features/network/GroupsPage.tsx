import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import type { Viewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { GroupRow } from './GroupRow.tsx';
import { MembersOnly } from './MembersOnly.tsx';
import './network.css';
import { useNetworkMessages } from './networkMessages.ts';
import { useGroups } from './useGroups.ts';

function GroupList({ viewer }: { viewer: Viewer }) {
  const t = useNetworkMessages();
  const common = useCommonMessages();
  const { pages, groups } = useGroups();
  const settled = pages.data !== undefined && !pages.loading;
  const mine = groups.filter(({ joined }) => joined);
  const others = groups.filter(({ joined }) => !joined);
  return (
    <div className="stack-l">
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && groups.length === 0 && !pages.error && <Spinner />}
      {settled && groups.length === 0 && !pages.error && (
        <EmptyState title={t.empty} action={<ButtonLink to="/markt">{t.toMarket}</ButtonLink>}>
          {t.emptyText}
        </EmptyState>
      )}
      {[
        { id: 'network-mine', title: t.mine, list: mine },
        { id: 'network-others', title: t.others, list: others },
      ].map(
        ({ id, title, list }) =>
          list.length > 0 && (
            <section key={id} className="stack" aria-labelledby={id}>
              <h2 className="kern-heading-medium" id={id}>
                {title}
              </h2>
              <ul className="card-list">
                {list.map((group) => (
                  <GroupRow key={group.id} group={group} viewer={viewer} />
                ))}
              </ul>
            </section>
          ),
      )}
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}

/** The groups of the network, those that one is in first. */
export function GroupsPage() {
  const t = useNetworkMessages();
  return (
    <MembersOnly>
      {(viewer) => (
        <Page title={t.title} lead={t.lead}>
          <GroupList viewer={viewer} />
        </Page>
      )}
    </MembersOnly>
  );
}
