import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { useStartMessages } from './startMessages.ts';

/** For links to entries of the directory that do not exist, or no longer. */
export function MissingEntry() {
  const t = useStartMessages();
  return (
    <Page title={t.notFound} lead={t.notFoundText}>
      <ButtonLink to="/" icon="search">
        {t.toSearch}
      </ButtonLink>
    </Page>
  );
}
