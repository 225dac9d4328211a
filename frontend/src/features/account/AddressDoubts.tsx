import { Alert } from '../../ui/Alert.tsx';
import { useAccountMessages } from './accountMessages.ts';
import type { Doubt } from './addressReview.ts';

interface AddressDoubtsProps {
  doubts: readonly Doubt[];
  postalCode: string;
  city: string;
}

/** What looks odd about an address, in words; nothing when nothing does. */
export function AddressDoubts({ doubts, postalCode, city }: AddressDoubtsProps) {
  const t = useAccountMessages().review;
  if (doubts.length === 0) return null;
  const sentence = ({ kind, regions }: Doubt) => {
    if (kind !== 'POSTAL_CODE_OF_OTHER_TOWN') return t.doubts[kind];
    const proposed = regions.filter(({ postalCodes }) => postalCodes.includes(postalCode));
    if (proposed.length > 0) return t.otherTown(postalCode, proposed.map(({ name }) => name).join(', '), city);
    const codes = [...new Set(regions.flatMap(({ postalCodes }) => postalCodes))];
    return t.otherCode(city, codes.slice(0, 6).join(', ') + (codes.length > 6 ? ' …' : ''), postalCode);
  };
  return (
    <Alert kind="warning" title={t.odd}>
      <ul>
        {doubts.map((doubt) => (
          <li key={doubt.kind}>{sentence(doubt)}</li>
        ))}
      </ul>
    </Alert>
  );
}
