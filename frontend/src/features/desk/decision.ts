import { boolean, forward, object, partialCheck, picklist, pipe, string, trim } from 'valibot';
import type { PostalAddressInput } from '../../gql/graphql.ts';
import type { DeskMessages } from './desk.de.ts';

/** A decision about a connect request as it is typed. */
export interface DecisionValues {
  what: '' | 'release' | 'decline';
  addition: string;
  street: string;
  houseNumber: string;
  postalCode: string;
  city: string;
  checked: boolean;
  note: string;
}

/** Nothing decided yet. */
export const undecided: DecisionValues = {
  what: '',
  addition: '',
  street: '',
  houseNumber: '',
  postalCode: '',
  city: '',
  checked: false,
  note: '',
};

/** A release needs a compared address, a refusal its reason. */
export function decisionSchema(t: DeskMessages) {
  const text = () => pipe(string(), trim());
  return pipe(
    object({
      what: picklist(['release', 'decline'], t.decide.missing.what),
      addition: text(),
      street: text(),
      houseNumber: text(),
      postalCode: text(),
      city: text(),
      checked: boolean(),
      note: text(),
    }),
    forward(
      partialCheck(
        [['what'], ['street'], ['addition']],
        ({ what, street, addition }) => what !== 'release' || street !== '' || addition !== '',
        t.decide.missing.street,
      ),
      ['street'],
    ),
    forward(
      partialCheck(
        [['what'], ['postalCode']],
        ({ what, postalCode }) => what !== 'release' || /^\d{5}$/.test(postalCode),
        t.decide.missing.postalCode,
      ),
      ['postalCode'],
    ),
    forward(
      partialCheck([['what'], ['city']], ({ what, city }) => what !== 'release' || city !== '', t.decide.missing.city),
      ['city'],
    ),
    forward(
      partialCheck(
        [['what'], ['checked']],
        ({ what, checked }) => what !== 'release' || checked,
        t.decide.missing.checked,
      ),
      ['checked'],
    ),
    forward(
      partialCheck([['what'], ['note']], ({ what, note }) => what !== 'decline' || note !== '', t.decide.missing.note),
      ['note'],
    ),
  );
}

/** A decision that begins with the address which another operator proposed; the own comparison is still to be made. */
export function proposedDecision(address: Partial<Record<keyof DecisionValues, string | null>> | null): DecisionValues {
  const text = (name: 'addition' | 'street' | 'houseNumber' | 'postalCode' | 'city') => address?.[name] ?? '';
  return {
    ...undecided,
    addition: text('addition'),
    street: text('street'),
    houseNumber: text('houseNumber'),
    postalCode: text('postalCode'),
    city: text('city'),
  };
}

/** The official address as it is typed, as the contract wants it: null for what there is not. */
export function officialAddress(typed: DecisionValues): PostalAddressInput {
  return {
    addition: typed.addition.trim() || null,
    street: typed.street.trim() || null,
    houseNumber: typed.houseNumber.trim() || null,
    postalCode: typed.postalCode.trim(),
    city: typed.city.trim(),
    country: 'DE',
  };
}

/** There is enough of an address to be looked at. */
export function isWhole({ addition, street, postalCode, city }: PostalAddressInput): boolean {
  return Boolean(street || addition) && /^\d{5}$/.test(postalCode ?? '') && city !== '';
}
