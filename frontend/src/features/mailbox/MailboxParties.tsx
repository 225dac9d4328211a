import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { FoldedSection } from '../../postbox/FoldedSection.tsx';
import { BrokenPart } from '../../ui/BrokenPart.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';
import { ReachabilityBadge } from './ReachabilityBadge.tsx';

/** An authority of a mailbox and how it can be reached. */
export const PartyParts = graphql(`
  fragment PartyParts on CaseParty {
    id
    role
    reachability
    channel
    maxMessageBytes
    authority { id name }
    services { id name }
    fallback {
      address { recipient addition street houseNumber postalCode city region country }
      fax
      phone
      note
    }
  }
`);

const Contact = lazyPart(() => import('./Contact.tsx'), 'Contact');

const AuthorityConsents = lazyPart(
  () => import('../../postbox/consent/AuthorityConsents.tsx'),
  'AuthorityConsents',
  BrokenPart,
);

function Services({ names }: { names: readonly string[] }) {
  const t = useMailboxMessages();
  if (names.length === 0) return null;
  if (names.length < 4) return <p className="muted small">{names.join(' · ')}</p>;
  return (
    <Disclosure summary={t.page.services(names.length)}>
      <ul className="mailbox-services small">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** The authorities of a mailbox: for what, whether they can be written to, and otherwise how to reach them. */
export function MailboxParties({
  parties,
}: {
  parties: readonly ({ id: string } & FragmentType<typeof PartyParts>)[];
}) {
  const t = useMailboxMessages();
  const list = readFragment(PartyParts, parties);
  return (
    <section className="mailbox-parties" aria-labelledby="mailbox-parties">
      <h2 className="kern-heading-small" id="mailbox-parties">
        {t.page.parties}
      </h2>
      <ul>
        {list.map(({ id, role, reachability, authority, services, fallback }) => (
          <li key={id} className="mailbox-party">
            <p>
              <strong className="verbatim">{authority.name}</strong>
            </p>
            <p className="row">
              <ReachabilityBadge reachability={reachability} />
              {role !== 'PRIMARY' && <span className="muted small">{t.open.roles[role]}</span>}
            </p>
            <Services names={services.map(({ name }) => name)} />
            {reachability === 'CONNECTED' && (
              <FoldedSection title={t.page.consents}>
                <AuthorityConsents authorityId={authority.id} name={authority.name} />
              </FoldedSection>
            )}
            {fallback && (
              <FoldedSection title={t.page.fallback}>
                <Contact {...fallback} />
              </FoldedSection>
            )}
          </li>
        ))}
      </ul>
      {list.length > 1 && <p className="muted small">{t.page.partiesHint}</p>}
    </section>
  );
}
