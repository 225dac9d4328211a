import { Suspense, useEffect, useState } from 'react';
import { useClient } from 'urql';
import type { OrganisationMembersQuery, OrganisationRole } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { refreshRights } from '../../lib/refreshRights.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useChannelMessages } from './channelMessages.ts';
import type { Member } from './MemberDialog.tsx';

const MemberDialog = lazyPart(() => import('./MemberDialog.tsx'), 'MemberDialog', nothing);

const OrganisationMembers = graphql(`
  query OrganisationMembers($id: ID!, $after: String) {
    organisation(id: $id) {
      id
      authorities { id name }
      internal {
        members(first: 50, after: $after) {
          edges {
            cursor
            node { id version name me roles allAuthorities authorities { id name } }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`);

type Organisation = NonNullable<OrganisationMembersQuery['organisation']>;

interface MembersProps {
  organisationId: string;
  authorities: Organisation['authorities'];
}

/** Who works for an organisation: its admins change what colleagues may do, and remove them. */
export function Members({ organisationId, authorities }: MembersProps) {
  const t = useChannelMessages();
  const client = useClient();
  const [chosen, setChosen] = useState<Member | null>(null);
  const [done, setDone] = useState<{ text: string } | null>(null);
  const pages = usePages({
    query: OrganisationMembers,
    variables: { id: organisationId },
    read: (data) => data.organisation?.internal?.members,
  });
  const named = (roles: readonly OrganisationRole[]) => roles.map((role) => t.members.roles[role]).join(', ');
  const scope = (member: Member) => {
    if (!member.roles.includes('CLERK')) return '';
    if (member.allAuthorities) return t.members.all;
    return member.authorities.map(({ name }) => name).join(', ') || t.members.none;
  };
  const finish = (text: string) => {
    if (chosen?.me) void refreshRights(client);
    setChosen(null);
    setDone({ text });
    pages.reload();
  };
  // The row with the button may be gone: once the dialog is closed, the section's heading takes the focus.
  useEffect(() => {
    if (done) document.getElementById('members')?.focus();
  }, [done]);
  return (
    <section className="stack" aria-labelledby="members">
      <h2 className="kern-heading-medium" id="members" tabIndex={-1}>
        {t.members.title}
      </h2>
      <p>{t.members.lead}</p>
      {done && <Alert key={done.text} kind="success" title={done.text} announce />}
      {pages.error && <Alert kind="danger" title={t.members.failed} announce />}
      {pages.loading && <Spinner />}
      <ul className="card-list">
        {pages.nodes.map((member) => (
          <li key={member.id} className="card">
            <h3 className="kern-heading-small verbatim">
              {member.name} {member.me && <span className="muted">({t.members.you})</span>}
            </h3>
            <p>{named(member.roles)}</p>
            {scope(member) && <p className="muted small">{t.members.for(scope(member))}</p>}
            <div>
              <Button small aria-label={t.members.changeNamed(member.name)} onClick={() => setChosen(member)}>
                {t.members.change}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      <Suspense>
        <MemberDialog member={chosen} authorities={authorities} onClose={() => setChosen(null)} onDone={finish} />
      </Suspense>
    </section>
  );
}
