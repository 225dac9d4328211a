import { type FragmentType, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { ActivationParts } from './activationParts.ts';

/** The address, whether it is proven, and the way to change it. */
export function AddressSection({ viewer }: { viewer: FragmentType<typeof ActivationParts> }) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const { activation, postalAddress } = readFragment(ActivationParts, viewer);
  const address = activation?.address ?? postalAddress;
  return (
    <section aria-labelledby="address">
      <h2 className="kern-heading-medium" id="address">
        {t.account.address.title}
      </h2>
      {address ? (
        <>
          <p>
            {activation ? (
              <Badge kind="warning">{t.account.address.pending}</Badge>
            ) : (
              <Badge kind="success">{t.account.address.proven}</Badge>
            )}
          </p>
          <PostalAddressLines address={address} locale={locale} />
        </>
      ) : (
        <p>{t.account.address.none}</p>
      )}
      <div className="form-actions">
        <ButtonLink to="/konto/anschrift" aria-label={common.changeNamed(t.account.address.title)}>
          {t.letter.changeAddress}
        </ButtonLink>
        {activation && <TextLink to="/konto/brief">{t.account.address.state}</TextLink>}
      </div>
    </section>
  );
}
