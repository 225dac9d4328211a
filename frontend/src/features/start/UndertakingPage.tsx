import { Page } from '../../ui/Page.tsx';

/** Vorhaben. */
export function UndertakingPage() {
  return <Page title="Vorhaben">{null}</Page>;
}
