import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { useStartMessages } from './startMessages.ts';

/** How an authority can be reached, as far as it is known. */
export const ContactParts = graphql(`
  fragment ContactParts on Authority {
    id
    address { recipient addition street houseNumber postalCode city region country }
    postBox phone fax website openingHours privacyNotice
  }
`);

/** Address, phone, fax and the rest; what is not known is left out, and nothing known is said. */
export function ContactFacts({ authority }: { authority: FragmentType<typeof ContactParts> }) {
  const t = useStartMessages();
  const locale = useLocale();
  const { address, postBox, phone, fax, website, openingHours, privacyNotice } = readFragment(ContactParts, authority);
  if (!address && !postBox && !phone && !fax && !website) return <p className="muted">{t.contact.unknown}</p>;
  const tel = (number: string) => `tel:${number.replace(/[^+\d]/g, '')}`;
  return (
    <dl className="start-facts">
      {address && (
        <div>
          <dt>{t.contact.address}</dt>
          <dd>
            <PostalAddressLines address={address} locale={locale} />
          </dd>
        </div>
      )}
      {postBox && (
        <div>
          <dt>{t.contact.postBox}</dt>
          <dd className="verbatim">{postBox}</dd>
        </div>
      )}
      {phone && (
        <div>
          <dt>{t.contact.phone}</dt>
          <dd>
            <a className="kern-link kern-link--no-visited-state verbatim" href={tel(phone)}>
              {phone}
            </a>
          </dd>
        </div>
      )}
      {fax && (
        <div>
          <dt>{t.contact.fax}</dt>
          <dd className="verbatim">{fax}</dd>
        </div>
      )}
      {website && (
        <div>
          <dt>{t.contact.website}</dt>
          <dd>
            <ExternalLink href={website}>{website.replace(/^https?:\/\//, '')}</ExternalLink>
          </dd>
        </div>
      )}
      {openingHours && (
        <div>
          <dt>{t.contact.hours}</dt>
          <dd>{openingHours}</dd>
        </div>
      )}
      {privacyNotice && (
        <div>
          <dt />
          <dd>
            <ExternalLink href={privacyNotice}>{t.contact.privacy}</ExternalLink>
          </dd>
        </div>
      )}
    </dl>
  );
}
