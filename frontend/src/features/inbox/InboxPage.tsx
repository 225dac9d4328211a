import { Page } from '../../ui/Page.tsx';

/** Eingang. */
export function InboxPage() {
  return <Page title="Eingang">{null}</Page>;
}
