import { Page } from '../../ui/Page.tsx';

/** Leistung. */
export function ServicePage() {
  return <Page title="Leistung">{null}</Page>;
}
