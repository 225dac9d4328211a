import { Page } from '../../ui/Page.tsx';

/** Fallpostfächer. */
export function MailboxListPage() {
  return <Page title="Fallpostfächer">{null}</Page>;
}
