import { useParams, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { GroupPartsFragment, GroupRowPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { isOperator } from '../../lib/marketRights.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import type { Viewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { GroupOfferings } from './GroupOfferings.tsx';
import { GroupPosts } from './GroupPosts.tsx';
import { JoinGroup } from './JoinGroup.tsx';
import { LeaveGroup } from './LeaveGroup.tsx';
import { MembersOnly } from './MembersOnly.tsx';
import type { NetworkMessages } from './network.de.ts';
import { GroupParts, GroupRowParts } from './networkParts.ts';
import '../../postbox/postbox.css';
import './network.css';
import { useNetworkMessages } from './networkMessages.ts';

const GroupMembers = lazyPart(() => import('./GroupMembers.tsx'), 'GroupMembers');
const GroupDocuments = lazyPart(() => import('./GroupDocuments.tsx'), 'GroupDocuments');

type GroupSection = keyof NetworkMessages['section'];

const GroupHead = graphql(`
  query GroupHead($slug: String!) { group(slug: $slug) { id ...GroupParts } }
`);

function Sections({ slug, current }: { slug: string; current: GroupSection }) {
  const t = useNetworkMessages();
  return (
    <nav className="network-sections no-print" aria-label={t.sections}>
      <ul>
        {(Object.keys(t.section) as GroupSection[]).map((one) => (
          <li key={one}>
            <TextLink
              to="/netzwerk/$slug"
              params={{ slug }}
              search={one === 'beitraege' ? {} : { bereich: one }}
              activeOptions={{ exact: true, includeSearch: true }}
              aria-current={one === current ? 'page' : undefined}
              resetScroll={false}
            >
              {t.section[one]}
            </TextLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface ShownProps {
  group: GroupPartsFragment;
  row: GroupRowPartsFragment;
  viewer: Viewer;
  section: GroupSection;
}

function Shown({ group, row, viewer, section }: ShownProps) {
  const t = useNetworkMessages();
  const operator = isOperator(viewer);
  return (
    <div className="stack-l">
      <div className="stack">
        <Markdown text={row.description} top={2} />
        <div className="row">
          <GroupOfferings group={row} />
          <span className="muted small">{t.members(row.memberCount)}</span>
          {operator && (
            <TextLink className="small" to="/betrieb/gruppen/$slug" params={{ slug: row.slug }}>
              {t.edit}
            </TextLink>
          )}
          {row.joined && <LeaveGroup groupId={row.id} />}
        </div>
      </div>
      {row.archived && <Alert kind="info" title={t.archivedText} />}
      {!row.joined && !row.archived && (
        <div className="network-join stack">
          <p>{t.join.why}</p>
          <div>
            <JoinGroup group={row} viewer={viewer} look="primary" />
          </div>
        </div>
      )}
      {(row.joined || operator) && (
        <>
          <Sections slug={row.slug} current={section} />
          <section className="stack-l" aria-labelledby="network-section">
            <h2 className="kern-sr-only" id="network-section">
              {t.section[section]}
            </h2>
            {section === 'beitraege' && <GroupPosts group={group} row={row} />}
            <Suspense fallback={<Spinner />}>
              {section === 'mitglieder' && <GroupMembers slug={row.slug} />}
              {section === 'unterlagen' && <GroupDocuments slug={row.slug} catalogueFiles={group.catalogueFiles} />}
            </Suspense>
          </section>
        </>
      )}
    </div>
  );
}

function Group({ viewer }: { viewer: Viewer }) {
  const t = useNetworkMessages();
  const common = useCommonMessages();
  const { slug } = useParams({ from: '/netzwerk/$slug' });
  const { bereich } = useSearch({ from: '/netzwerk/$slug' });
  const { data, error, fetching } = useSteadyQuery(GroupHead, { slug });
  if (!data && fetching) return <Spinner />;
  if (!data?.group) {
    const fault = error && problemCode(error) !== 'NOT_FOUND';
    return (
      <Page title={t.missing} lead={fault ? problemText(error, common) : t.missingText}>
        <ButtonLink to="/netzwerk">{t.toList}</ButtonLink>
      </Page>
    );
  }
  const group = readFragment(GroupParts, data.group);
  const row = readFragment(GroupRowParts, group);
  return (
    <Page key={group.id} title={row.name} above={<TextLink to="/netzwerk">{t.title}</TextLink>}>
      <Shown key={String(row.joined)} group={group} row={row} viewer={viewer} section={bereich ?? 'beitraege'} />
    </Page>
  );
}

/** One group: what it is about, what is written in it, who is in it, and its documents. */
export function GroupPage() {
  return <MembersOnly>{(viewer) => <Group viewer={viewer} />}</MembersOnly>;
}
