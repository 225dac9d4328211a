import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { GroupOfferings } from './GroupOfferings.tsx';
import './network.css';
import { useNetworkMessages } from './networkMessages.ts';
import { OperatorsOnly } from './OperatorsOnly.tsx';
import { useGroups } from './useGroups.ts';

function List() {
  const t = useNetworkMessages();
  const common = useCommonMessages();
  const { pages, groups } = useGroups();
  return (
    <div className="stack">
      <div>
        <ButtonLink to="/betrieb/gruppen/neu" look="primary" icon="add">
          {t.desk.add}
        </ButtonLink>
      </div>
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && groups.length === 0 && !pages.error && <Spinner />}
      {pages.data && !pages.loading && groups.length === 0 && (
        <EmptyState title={t.desk.empty}>{t.desk.emptyText}</EmptyState>
      )}
      <ul className="card-list">
        {groups.map((group) => (
          <li key={group.id} className="card">
            <div className="card-head">
              <h2 className="kern-heading-small">
                <TextLink to="/betrieb/gruppen/$slug" params={{ slug: group.slug }}>
                  {group.name}
                </TextLink>
              </h2>
              {group.archived && <Badge kind="info">{t.archived}</Badge>}
            </div>
            <GroupOfferings group={group} />
            <p className="row small">
              <span className="muted">{t.members(group.memberCount)}</span>
              <TextLink to="/netzwerk/$slug" params={{ slug: group.slug }} aria-label={t.desk.openOf(group.name)}>
                {t.desk.open}
              </TextLink>
            </p>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}

/** All groups of the network, for operators. */
export function DeskGroupsPage() {
  const t = useNetworkMessages().desk;
  return (
    <OperatorsOnly>
      <Page title={t.title} lead={t.lead} above={<TextLink to="/betrieb">{t.toDesk}</TextLink>}>
        <List />
      </Page>
    </OperatorsOnly>
  );
}
