import { Page } from '../../ui/Page.tsx';

/** Konto. */
export function ActivatePage() {
  return <Page title="Konto">{null}</Page>;
}
