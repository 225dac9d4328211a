import { Page } from '../../ui/Page.tsx';

/** Fallpostfach. */
export function MailboxPage() {
  return <Page title="Fallpostfach">{null}</Page>;
}
