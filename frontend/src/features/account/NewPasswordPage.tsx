import { Page } from '../../ui/Page.tsx';

/** Konto. */
export function NewPasswordPage() {
  return <Page title="Konto">{null}</Page>;
}
