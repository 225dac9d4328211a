/** A postal address as the contract gives it. */
export interface AddressShape {
  recipient: string;
  addition?: string | null;
  street?: string | null;
  houseNumber?: string | null;
  postalCode?: string | null;
  city: string;
  region?: string | null;
  country: string;
}

/** The lines of an address as printed on a letter; the country only when it is not Germany. */
export function addressLines(address: AddressShape, countryName: (code: string) => string): string[] {
  const join = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ');
  return [
    address.recipient,
    address.addition,
    // Where there are no streets the number follows the name of the place.
    join(address.street || (address.houseNumber ? address.city : ''), address.houseNumber),
    join(address.postalCode, address.city),
    address.region,
    address.country === 'DE' ? '' : countryName(address.country).toLocaleUpperCase(),
  ].filter((line): line is string => Boolean(line));
}

/** An address in lines. */
export function PostalAddressLines({ address, locale }: { address: AddressShape; locale: string }) {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  return (
    <address className="address verbatim">
      {addressLines(address, (code) => names.of(code) ?? code).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </address>
  );
}
