import { boolean, forward, nonEmpty, object, partialCheck, pipe, regex, string, trim } from 'valibot';
import type { PostalAddressInput } from '../../gql/graphql.ts';
import type { AddressShape } from '../../ui/PostalAddressLines.tsx';
import type { AccountMessages } from './account.de.ts';

/** Name under which an address is kept while it is typed. */
export const addressDraft = 'address';

/** An address as it is typed; what does not apply stays empty. */
export interface AddressValues {
  country: string;
  addition: string;
  street: string;
  houseNumber: string;
  noStreet: boolean;
  postalCode: string;
  city: string;
  region: string;
}

const empty: AddressValues = {
  country: 'DE',
  addition: '',
  street: '',
  houseNumber: '',
  noStreet: false,
  postalCode: '',
  city: '',
  region: '',
};

/** A known address as one would type it; nothing typed where none is known. */
export function valuesOf(address: AddressShape | null | undefined): AddressValues {
  if (!address) return empty;
  return {
    country: address.country,
    addition: address.addition ?? '',
    street: address.street ?? '',
    houseNumber: address.houseNumber ?? '',
    noStreet: !address.street,
    postalCode: address.postalCode ?? '',
    city: address.city,
    region: address.region ?? '',
  };
}

/**
 * Checks an address by the custom of its country: Germany has five digits, others are free. A missing house number is asked about
 * afterwards: there are houses without one.
 */
export function addressSchema(german: boolean, t: AccountMessages) {
  const text = () => pipe(string(), trim());
  return pipe(
    object({
      country: text(),
      addition: text(),
      street: text(),
      houseNumber: text(),
      noStreet: boolean(),
      postalCode: german ? pipe(string(), trim(), regex(/^\d{5}$/, t.required.postalCode)) : text(),
      city: pipe(string(), trim(), nonEmpty(t.required.city)),
      region: text(),
    }),
    forward(
      partialCheck(
        [['street'], ['noStreet']],
        ({ street, noStreet }) => noStreet || street !== '',
        german ? t.required.street : t.required.streetForeign,
      ),
      ['street'],
    ),
  );
}

/** The typed address as the contract wants it: null for what there is not. */
export function toInput({
  country,
  addition,
  street,
  houseNumber,
  noStreet,
  postalCode,
  city,
  region,
}: AddressValues): PostalAddressInput {
  const german = country === 'DE';
  return {
    country,
    city,
    addition: addition || null,
    street: noStreet ? null : street || null,
    houseNumber: german || noStreet ? houseNumber || null : null,
    postalCode: postalCode || null,
    region: german ? null : region || null,
  };
}
