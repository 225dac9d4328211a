import { Page } from '../../ui/Page.tsx';

/** Konto. */
export function AddressPage() {
  return <Page title="Konto">{null}</Page>;
}
