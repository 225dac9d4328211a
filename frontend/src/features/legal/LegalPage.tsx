import { Page } from '../../ui/Page.tsx';

/** Rechtliches. */
export function LegalPage() {
  return <Page title="Rechtliches">{null}</Page>;
}
