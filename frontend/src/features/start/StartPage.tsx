import { Page } from '../../ui/Page.tsx';

/** Suche. */
export function StartPage() {
  return <Page title="Suche">{null}</Page>;
}
