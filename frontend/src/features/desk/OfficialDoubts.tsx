import { useEffect, useState } from 'react';
import type { PostalAddressInput } from '../../gql/graphql.ts';
import { type Doubt, useAddressReview } from '../../lib/addressReview.ts';
import { AddressDoubts } from '../../ui/AddressDoubts.tsx';
import { useDeskMessages } from './deskMessages.ts';

/** What looks odd about an official address. It is a question: the decision is taken without an answer, too. */
export function OfficialDoubts({ address }: { address: PostalAddressInput }) {
  const t = useDeskMessages();
  const review = useAddressReview();
  const [doubts, setDoubts] = useState<readonly Doubt[]>([]);
  useEffect(() => {
    let gone = false;
    void review(address).then((found) => {
      if (!gone) setDoubts(found.doubts);
    });
    return () => {
      gone = true;
    };
  }, [review, address]);
  // A post office box has neither street nor house number.
  const box = !address.street && /postfach/i.test(address.addition ?? '');
  const odd = box ? doubts.filter(({ kind }) => kind === 'POSTAL_CODE_OF_OTHER_TOWN') : doubts;
  return (
    <AddressDoubts
      doubts={odd}
      postalCode={address.postalCode ?? ''}
      city={address.city}
      texts={t.decide.review}
      announce
    />
  );
}
