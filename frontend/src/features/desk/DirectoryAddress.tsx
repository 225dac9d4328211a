import type { ConnectRequestPartsFragment } from '../../gql/graphql.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Button } from '../../ui/Button.tsx';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import type { DecisionValues } from './decision.ts';
import { useDeskMessages } from './deskMessages.ts';

interface DirectoryAddressProps {
  authority: ConnectRequestPartsFragment['authority'];
  onTake: (address: Partial<DecisionValues>) => void;
}

/** What the directory knows of the authority's address, to be compared with its imprint and taken over. */
export function DirectoryAddress({ authority, onTake }: DirectoryAddressProps) {
  const t = useDeskMessages();
  const locale = useLocale();
  const { address, website, postBox } = authority;
  const whole = Boolean(address?.street || address?.addition || postBox);
  const take = () => {
    if (!address) return;
    onTake({
      addition: address.addition ?? (address.street ? '' : (postBox ?? '')),
      street: address.street ?? '',
      houseNumber: address.houseNumber ?? '',
      postalCode: address.postalCode ?? '',
      city: address.city,
    });
    document.getElementById('street')?.focus();
  };
  return (
    <div className="desk-directory">
      {address ? (
        <>
          <p className="muted small">{t.decide.directory}</p>
          <PostalAddressLines address={address} locale={locale} />
          {postBox && <p className="verbatim">{postBox}</p>}
          {!whole && <p>{t.decide.placeOnly}</p>}
          <div>
            <Button small onClick={take}>
              {whole ? t.decide.take : t.decide.takePlace}
            </Button>
          </div>
        </>
      ) : (
        <p className="muted">{t.decide.noDirectory}</p>
      )}
      {website && (
        <p>
          <ExternalLink href={website}>{t.decide.website}</ExternalLink>
        </p>
      )}
    </div>
  );
}
