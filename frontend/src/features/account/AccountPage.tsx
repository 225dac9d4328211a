import { Page } from '../../ui/Page.tsx';

/** Konto. */
export function AccountPage() {
  return <Page title="Konto">{null}</Page>;
}
