import { Page } from '../../ui/Page.tsx';

/** Konto. */
export function ForgotPasswordPage() {
  return <Page title="Konto">{null}</Page>;
}
