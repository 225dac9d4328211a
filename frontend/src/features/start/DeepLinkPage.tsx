import { Page } from '../../ui/Page.tsx';

/** Suche. */
export function DeepLinkPage() {
  return <Page title="Suche">{null}</Page>;
}
