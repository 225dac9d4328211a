import { Page } from '../../ui/Page.tsx';

/** Konto. */
export function ConfirmPage() {
  return <Page title="Konto">{null}</Page>;
}
