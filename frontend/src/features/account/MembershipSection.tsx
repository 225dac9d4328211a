import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';

/** For whom the person works. */
export const MembershipParts = graphql(`
  fragment MembershipSection on Viewer { id memberships { id roles organisation { id name authorities { id name } } } }
`);

/** The organisations a person works for, with the roles there, and where all their members help each other; nothing for most people. */
export function MembershipSection({ viewer }: { viewer: FragmentType<typeof MembershipParts> }) {
  const t = useAccountMessages();
  const { memberships } = readFragment(MembershipParts, viewer);
  if (memberships.length === 0) return null;
  return (
    <section aria-labelledby="memberships">
      <h2 className="kern-heading-medium" id="memberships">
        {t.account.memberships.title}
      </h2>
      <ul>
        {memberships.map(({ id, roles, organisation }) => (
          <li key={id}>
            <strong>
              <TextLink to="/organisation/$organisationId" params={{ organisationId: organisation.id }}>
                {organisation.name}
              </TextLink>
            </strong>{' '}
            <span className="muted">{roles.map((role) => t.account.memberships.roles[role]).join(', ')}</span>
            {roles.includes('ADMIN') && (
              <ul className="account-channels">
                {organisation.authorities.map((authority) => (
                  <li key={authority.id}>
                    <TextLink to="/stelle/$authorityId/kanal" params={{ authorityId: authority.id }}>
                      {t.account.memberships.channel(authority.name)}
                    </TextLink>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <p>
        <TextLink to="/netzwerk">{t.account.memberships.network}</TextLink>
      </p>
    </section>
  );
}
