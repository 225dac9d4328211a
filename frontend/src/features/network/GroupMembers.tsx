import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useSearchBox } from '../../lib/searchBox.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { ProfileParts } from './networkParts.ts';

const GroupMemberList = graphql(`
  query GroupMembers($slug: String!, $search: String, $after: String) {
    group(slug: $slug) {
      id
      members(search: $search, first: 50, after: $after) {
        edges { cursor node { id ...ProfileParts } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`);

/** Who is in a group, with the organisation that each joined for. */
export function GroupMembers({ slug }: { slug: string }) {
  const t = useNetworkMessages();
  const common = useCommonMessages();
  const box = useSearchBox('suche', 'account', 350);
  const pages = usePages({
    query: GroupMemberList,
    variables: { slug, search: box.words || null },
    read: (data) => data.group?.members,
  });
  const members = readFragment(ProfileParts, pages.nodes);
  const settled = pages.data !== undefined && !pages.loading;
  return (
    <div className="stack">
      <div className="network-search">
        <SearchInput
          id="members-search"
          label={t.people.search}
          value={box.text}
          maxLength={200}
          onChange={({ target }) => box.setText(target.value)}
        />
      </div>
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      <div role="status">{settled && members.length === 0 && box.words !== '' && <p>{t.people.none}</p>}</div>
      {pages.loading && members.length === 0 && !pages.error && <Spinner />}
      {settled && members.length === 0 && !box.words && !pages.error && <EmptyState title={t.people.empty} />}
      {members.length > 0 && (
        <ul className="network-people" aria-label={t.section.mitglieder}>
          {members.map(({ id, name, organisationName, operator, moderator }) => (
            <li key={id}>
              <span className="row">
                <bdi className="network-author verbatim">{name}</bdi>
                {moderator && <Badge kind="info">{t.posts.moderator}</Badge>}
              </span>
              <bdi className="muted verbatim">{operator ? t.people.operator : organisationName}</bdi>
            </li>
          ))}
        </ul>
      )}
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </div>
  );
}
