import { Page } from '../../ui/Page.tsx';

/** Ort. */
export function RegionPage() {
  return <Page title="Ort">{null}</Page>;
}
