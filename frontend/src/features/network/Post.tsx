import type { ReactNode } from 'react';
import type { GroupPostPartsFragment } from '../../gql/graphql.ts';
import { readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { GroupFiles } from './GroupFiles.tsx';
import { HidePost } from './HidePost.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { GroupFileParts } from './networkParts.ts';
import { PostBody } from './PostBody.tsx';
import { RemovePost } from './RemovePost.tsx';

interface PostProps {
  post: GroupPostPartsFragment;
  /** Whether the reader may hide it. */
  moderator: boolean;
  /** The level of its heading: an answer stands below what it answers. */
  level: 3 | 4;
  /** What else can be done with it. */
  action?: ReactNode;
}

/** What is there of a post: its text, or why there is none. */
function Content({ post }: { post: GroupPostPartsFragment }) {
  const t = useNetworkMessages().posts;
  const { body, removed, hidden, hiddenReason, offering, files } = post;
  if (removed) return <p className="muted">{t.removed}</p>;
  return (
    <>
      {hidden && (
        <p className="row">
          <Badge kind="warning" icon="visibility-off">
            {t.hidden}
          </Badge>
          <span className="muted verbatim">{hiddenReason ? t.hiddenReason(hiddenReason) : t.hiddenBody}</span>
        </p>
      )}
      {body && <PostBody text={body} />}
      {offering && (
        <p>
          <TextLink to="/markt/leistung/$slug" params={{ slug: offering.slug }}>
            {offering.current.name}
          </TextLink>
        </p>
      )}
      <GroupFiles files={readFragment(GroupFileParts, files)} />
    </>
  );
}

/** A post or an answer: who wrote it as whom, when, what, and what one may do with it. */
export function Post({ post, moderator, level, action }: PostProps) {
  const t = useNetworkMessages().posts;
  const locale = useLocale();
  const { id, author, official, at, hidden, removed, mine, authorOrganisationName } = post;
  const name = post.authorName || t.nobody;
  const Heading = `h${level}` as const;
  return (
    <article className="network-post" aria-labelledby={`${id}-author`}>
      <header className="network-post-head">
        <Heading className="network-author verbatim" id={`${id}-author`}>
          <bdi>{name}</bdi>
        </Heading>
        {official && (
          <Badge kind="success" icon="check">
            {t.official}
          </Badge>
        )}
        {author?.moderator && !official && <Badge kind="info">{t.moderator}</Badge>}
        <span className="muted small verbatim">
          {authorOrganisationName && (
            <>
              <bdi>{authorOrganisationName}</bdi> ·{' '}
            </>
          )}
          <time dateTime={at}>{formatTime(at, locale)}</time>
        </span>
      </header>
      <Content post={post} />
      {!removed && (
        <div className="form-actions no-print">
          {action}
          {mine && <RemovePost post={post} name={name} />}
          {moderator && (!mine || hidden) && <HidePost post={post} name={name} />}
        </div>
      )}
      {removed && action && <div className="form-actions no-print">{action}</div>}
    </article>
  );
}
