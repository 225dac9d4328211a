import { Page } from '../../ui/Page.tsx';

/** Konto. */
export function RegisterPage() {
  return <Page title="Konto">{null}</Page>;
}
