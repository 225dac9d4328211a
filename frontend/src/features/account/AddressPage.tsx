import { Page } from '../../ui/Page.tsx';
import { AccountState } from './AccountState.tsx';
import './account.css';
import { AddressForm } from './AddressForm.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { useActivation } from './useActivation.ts';

/** Asks for the postal address, or changes it; the letter goes there. */
export function AddressPage() {
  const t = useAccountMessages();
  const { viewer, error } = useActivation();
  if (!viewer) return <AccountState error={error} />;
  return (
    <Page title={t.address.title} lead={t.address.lead}>
      <AddressForm viewer={viewer} />
    </Page>
  );
}
