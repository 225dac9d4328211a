import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** Whom to ask about an offering. */
export const ContactsParts = graphql(`
  fragment Contacts on OfferingVersion { id contacts { name email role } }
`);

/** Whom to ask, each with what for. */
export function Contacts({ version }: { version: FragmentType<typeof ContactsParts> }) {
  const t = useCatalogueMessages();
  const { contacts } = readFragment(ContactsParts, version);
  if (contacts.length === 0) return null;
  return (
    <section aria-labelledby="catalogue-contacts">
      <h2 className="kern-heading-small" id="catalogue-contacts">
        {t.sheet.contacts}
      </h2>
      <ul className="catalogue-links">
        {contacts.map(({ name, email, role }) => (
          <li key={`${role} ${email}`}>
            <span className="muted small">{role}</span>
            <br />
            <span className="verbatim">{name}</span>
            <br />
            <a className="kern-link kern-link--no-visited-state verbatim" href={`mailto:${email}`}>
              {email}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
