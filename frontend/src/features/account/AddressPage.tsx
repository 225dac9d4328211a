import { useState } from 'react';
import { Page } from '../../ui/Page.tsx';
import { AccountState } from './AccountState.tsx';
import './account.css';
import type { Doubt } from '../../lib/addressReview.ts';
import { AddressCheck } from './AddressCheck.tsx';
import { AddressForm, recipientOf } from './AddressForm.tsx';
import { useAccountMessages } from './accountMessages.ts';
import type { AddressValues } from './addressForm.ts';
import { useActivation } from './useActivation.ts';

/** Asks for the postal address, or changes it, and shows it once more before the letter goes there. */
export function AddressPage() {
  const t = useAccountMessages();
  const { viewer, error } = useActivation();
  const [typed, setTyped] = useState<{ values: AddressValues; doubts: readonly Doubt[] }>();
  const [again, setAgain] = useState(false);
  if (!viewer) return <AccountState error={error} />;
  if (typed) {
    const back = () => {
      setAgain(true);
      setTyped(undefined);
    };
    return (
      <Page key="check" takesFocus title={t.review.title} lead={t.review.lead}>
        <AddressCheck {...typed} recipient={recipientOf(viewer)} onChange={back} />
      </Page>
    );
  }
  return (
    <Page key="form" takesFocus={again} title={t.address.title} lead={t.address.lead}>
      <AddressForm viewer={viewer} onTyped={(values, doubts) => setTyped({ values, doubts })} />
    </Page>
  );
}
