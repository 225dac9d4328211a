import { Page } from '../../ui/Page.tsx';

/** Behörde. */
export function AuthorityPage() {
  return <Page title="Behörde">{null}</Page>;
}
