import { Alert } from './Alert.tsx';

interface Doubt {
  kind: 'STREET_MISSING' | 'HOUSE_NUMBER_MISSING' | 'POSTAL_CODE_OF_OTHER_TOWN';
  regions: readonly { name: string; postalCodes: readonly string[] }[];
}

/** What is said to the one who is asked: about the own address, or about that of an authority. */
interface DoubtTexts {
  odd: string;
  doubts: { STREET_MISSING: string; HOUSE_NUMBER_MISSING: string };
  otherTown: (postalCode: string, places: string, city: string) => string;
  otherCode: (city: string, postalCodes: string, postalCode: string) => string;
}

interface AddressDoubtsProps {
  doubts: readonly Doubt[];
  postalCode: string;
  city: string;
  texts: DoubtTexts;
  /** Announced by screen readers when it appears. */
  announce?: boolean;
}

/** What looks odd about an address, in words; nothing when nothing does. */
export function AddressDoubts({ doubts, postalCode, city, texts: t, announce = false }: AddressDoubtsProps) {
  if (doubts.length === 0) return null;
  const sentence = ({ kind, regions }: Doubt) => {
    if (kind !== 'POSTAL_CODE_OF_OTHER_TOWN') return t.doubts[kind];
    const proposed = regions.filter(({ postalCodes }) => postalCodes.includes(postalCode));
    if (proposed.length > 0) return t.otherTown(postalCode, proposed.map(({ name }) => name).join(', '), city);
    const codes = [...new Set(regions.flatMap(({ postalCodes }) => postalCodes))];
    return t.otherCode(city, codes.slice(0, 6).join(', ') + (codes.length > 6 ? ' …' : ''), postalCode);
  };
  return (
    <Alert kind="warning" title={t.odd} announce={announce}>
      <ul>
        {doubts.map((doubt) => (
          <li key={doubt.kind}>{sentence(doubt)}</li>
        ))}
      </ul>
    </Alert>
  );
}
