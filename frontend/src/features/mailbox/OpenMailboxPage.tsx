import { Page } from '../../ui/Page.tsx';

/** Fallpostfach öffnen. */
export function OpenMailboxPage() {
  return <Page title="Fallpostfach öffnen">{null}</Page>;
}
