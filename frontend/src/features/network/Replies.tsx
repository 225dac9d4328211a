import { useEffect, useRef } from 'react';
import type { GroupRepliesQuery } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { GroupPostParts } from './networkParts.ts';
import { Post } from './Post.tsx';

const GroupReplies = graphql(`
  query GroupReplies($id: ID!, $before: String) {
    node(id: $id) {
      __typename
      id
      ... on GroupPost {
        replies(last: 20, before: $before) {
          edges { cursor node { id ...GroupPostParts } }
          pageInfo { startCursor hasPreviousPage }
        }
      }
    }
  }
`);

const repliesOf = ({ node }: GroupRepliesQuery) => (node?.__typename === 'GroupPost' ? node.replies : null);

interface RepliesProps {
  post: { id: string; replyCount: number };
  /** Names the list. */
  label: string;
  moderator: boolean;
}

/** What answers a post, oldest first. */
export function Replies({ post: { id, replyCount }, label, moderator }: RepliesProps) {
  const t = useNetworkMessages().posts;
  const common = useCommonMessages();
  const pages = usePages({ query: GroupReplies, variables: { id }, read: repliesOf, backward: true });
  const replies = readFragment(GroupPostParts, pages.nodes);
  const counted = useRef(replyCount);
  useEffect(() => {
    if (counted.current !== replyCount) pages.reload();
    counted.current = replyCount;
  }, [replyCount, pages.reload]);
  return (
    <div className="network-replies stack">
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && replies.length === 0 && !pages.error && <Spinner />}
      {pages.hasMore && (
        <div>
          <Button small icon="arrow-up" busy={pages.loadingMore} onClick={pages.more}>
            {t.earlier}
          </Button>
        </div>
      )}
      <ol aria-label={label} className="stack">
        {replies.map((reply) => (
          <li key={reply.id}>
            <Post post={reply} moderator={moderator} level={4} />
          </li>
        ))}
      </ol>
    </div>
  );
}
