import { Page } from '../../ui/Page.tsx';

/** Konto. */
export function SignInPage() {
  return <Page title="Konto">{null}</Page>;
}
