import type { GroupRowPartsFragment } from '../../gql/graphql.ts';
import { parseMarkdown } from '../../lib/markdown.ts';
import type { Viewer } from '../../lib/viewer.ts';
import { Badge } from '../../ui/Badge.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { GroupOfferings } from './GroupOfferings.tsx';
import { JoinGroup } from './JoinGroup.tsx';
import { useNetworkMessages } from './networkMessages.ts';

/** The first paragraph of a text in Markdown, as words. */
function firstWords(markdown: string): string {
  for (const block of parseMarkdown(markdown))
    if (block.kind === 'paragraph') return block.spans.map(({ text }) => text).join('');
  return '';
}

/** One group of the list: what it is about, what is new, or the way in. */
export function GroupRow({ group, viewer }: { group: GroupRowPartsFragment; viewer: Viewer }) {
  const t = useNetworkMessages();
  const { slug, name, description, archived, memberCount, joined, unread } = group;
  return (
    <li className="card">
      <div className="card-head">
        <h3 className="kern-heading-small">
          <TextLink to="/netzwerk/$slug" params={{ slug }}>
            {name}
          </TextLink>
        </h3>
        {unread > 0 && (
          <Badge kind="warning" icon="mail">
            {t.unread(unread)}
          </Badge>
        )}
        {archived && <Badge kind="info">{t.archived}</Badge>}
      </div>
      <p>{firstWords(description)}</p>
      <GroupOfferings group={group} />
      <p className="muted small">{t.members(memberCount)}</p>
      {!joined && !archived && (
        <div>
          <JoinGroup group={group} viewer={viewer} />
        </div>
      )}
    </li>
  );
}
