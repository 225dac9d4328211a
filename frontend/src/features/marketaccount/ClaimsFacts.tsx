import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Facts } from '../../ui/Facts.tsx';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';

/** What a certificate says. */
export const ClaimsParts = graphql(`
  fragment ClaimsParts on CertificateClaims {
    fingerprint
    email
    personName
    functionalMailbox
    organisationName
    legalForm
    address { recipient addition street houseNumber postalCode city region country }
    taxNumber
    validTo
  }
`);

/** What a certificate says, line by line. */
export function ClaimsFacts({ claims }: { claims: FragmentType<typeof ClaimsParts> }) {
  const t = useMarketAccountMessages().claims;
  const locale = useLocale();
  const said = readFragment(ClaimsParts, claims);
  return (
    <Facts
      rows={[
        [t.person, said.personName ?? t.mailbox],
        [t.organisation, said.organisationName],
        [t.legalForm, said.legalForm],
        [t.address, said.address && <PostalAddressLines key="address" address={said.address} locale={locale} />],
        [t.email, said.email ?? t.noEmail],
        [t.taxNumber, said.taxNumber],
        [t.validTo, formatTimeAsDay(said.validTo, locale)],
        [
          t.fingerprint,
          <code key="fingerprint" className="marketaccount-fingerprint">
            {said.fingerprint.slice(0, 16)} …
          </code>,
        ],
      ]}
    />
  );
}
