import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useClient } from 'urql';
import type { GroupPartsFragment, GroupPostPartsFragment, GroupRowPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { useSearchBox } from '../../lib/searchBox.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { SteadyFocus } from '../../ui/SteadyFocus.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { GroupPostParts } from './networkParts.ts';
import { Post } from './Post.tsx';
import { hasDraft } from './postDraft.ts';
import { Replies } from './Replies.tsx';

const PostForm = lazyPart(() => import('./PostForm.tsx'), 'PostForm');

const GroupPostList = graphql(`
  query GroupPosts($slug: String!, $search: String, $after: String) {
    group(slug: $slug) {
      id
      posts(search: $search, first: 20, after: $after) {
        edges { cursor node { id ...GroupPostParts } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`);

const GroupSeen = graphql(`
  mutation GroupSeen($input: GroupSeenInput!) {
    groupSeen(input: $input) { group { id unread } userErrors { code field message } }
  }
`);

interface GroupPostsProps {
  group: GroupPartsFragment;
  row: GroupRowPartsFragment;
}

/** How much was new when the group was opened; from then on it is seen. */
function useSeen({ id, unread }: GroupRowPartsFragment): number {
  const client = useClient();
  const [found] = useState(unread);
  useEffect(() => {
    if (found > 0) void client.mutation(GroupSeen, { input: { groupId: id } }).toPromise();
  }, [client, found, id]);
  return found;
}

/** What is written in a group, the last written or answered first, and where one writes. */
export function GroupPosts({ group, row }: GroupPostsProps) {
  const t = useNetworkMessages();
  const common = useCommonMessages();
  const box = useSearchBox('suche', 'account', 350);
  const fresh = useSeen(row);
  const pages = usePages({
    query: GroupPostList,
    variables: { slug: row.slug, search: box.words || null },
    read: (data) => data.group?.posts,
  });
  const posts = readFragment(GroupPostParts, pages.nodes);
  const settled = pages.data !== undefined && !pages.loading;
  const writes = group.profile !== null && !row.archived;
  const author = group.profile ? t.you(group.profile.name, group.profile.organisationName) : '';
  // One writes at one place at a time; what was begun elsewhere is kept there.
  const [writing, setWriting] = useState<string | null>(() => (writes && hasDraft(row.id) ? row.id : null));
  const form = (replyTo?: string) => (
    <Suspense fallback={<Spinner />}>
      <PostForm
        key={replyTo ?? row.id}
        groupId={row.id}
        author={author}
        {...(replyTo && { replyTo })}
        onClose={() => setWriting(null)}
        onSent={() => {
          setWriting(null);
          if (!replyTo) pages.reload();
        }}
      />
    </Suspense>
  );
  return (
    <SteadyFocus className="stack-l">
      <div className="stack">
        {fresh > 0 && <p className="network-fresh">{t.posts.since(fresh)}</p>}
        {writes && writing === row.id && form()}
        <div className="network-bar">
          {writes && writing !== row.id && (
            <Button look="primary" icon="edit" onClick={() => setWriting(row.id)}>
              {t.write.open}
            </Button>
          )}
          <div className="network-search">
            <SearchInput
              id="posts-search"
              label={t.posts.search}
              value={box.text}
              maxLength={200}
              onChange={({ target }) => box.setText(target.value)}
            />
          </div>
        </div>
        <div role="status">{settled && posts.length === 0 && box.words !== '' && <p>{t.posts.none}</p>}</div>
      </div>
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && posts.length === 0 && !pages.error && <Spinner />}
      {settled && posts.length === 0 && !box.words && !pages.error && (
        <EmptyState title={t.posts.empty}>{writes && t.posts.emptyText}</EmptyState>
      )}
      {settled && posts.length === 0 && box.words && (
        <div>
          <Button onClick={() => box.search('')}>{t.posts.all}</Button>
        </div>
      )}
      {posts.length > 0 && (
        <ol className="network-posts" aria-label={t.section.beitraege}>
          {posts.map((post) => (
            <li key={post.id}>
              <Thread
                post={post}
                moderator={group.moderator}
                onReply={writes && writing !== post.id ? () => setWriting(post.id) : undefined}
              >
                {writing === post.id && form(post.id)}
              </Thread>
            </li>
          ))}
        </ol>
      )}
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </SteadyFocus>
  );
}

interface ThreadProps {
  post: GroupPostPartsFragment;
  moderator: boolean;
  /** Undefined where one cannot answer, or does so already. */
  onReply: (() => void) | undefined;
  children: ReactNode;
}

// A post with what answers it. The answers are there as soon as somebody answers, or asks for them.
function Thread({ post, moderator, onReply, children }: ThreadProps) {
  const t = useNetworkMessages().posts;
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const name = post.authorName || t.nobody;
  const shown = open && post.replyCount > 0;
  return (
    <div className="network-thread">
      <Post
        post={post}
        moderator={moderator}
        level={3}
        action={
          <>
            {onReply && (
              <Button
                small
                aria-label={t.answerTo(name)}
                onClick={() => {
                  setOpen(true);
                  onReply();
                }}
              >
                {t.answer}
              </Button>
            )}
            {post.replyCount > 0 && (
              <Button
                small
                look="tertiary"
                icon={shown ? 'arrow-up' : 'arrow-down'}
                aria-expanded={shown}
                onClick={() => setOpen(!shown)}
              >
                {shown ? t.hideAnswers : t.showAnswers(post.replyCount)}
              </Button>
            )}
            {post.lastReplyAt && !shown && (
              <span className="muted small">{t.last(formatTime(post.lastReplyAt, locale))}</span>
            )}
          </>
        }
      />
      {shown && <Replies post={post} label={t.answersOf(name)} moderator={moderator} />}
      {children}
    </div>
  );
}
