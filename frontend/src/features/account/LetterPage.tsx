import { Page } from '../../ui/Page.tsx';

/** Konto. */
export function LetterPage() {
  return <Page title="Konto">{null}</Page>;
}
