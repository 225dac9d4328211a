import { ButtonLink } from '../ui/ButtonLink.tsx';
import { Page } from '../ui/Page.tsx';
import { useShellMessages } from './shellMessages.ts';

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  const t = useShellMessages();
  return (
    <Page title={t.notFound.title} lead={t.notFound.text}>
      <ButtonLink to="/" icon="home">
        {t.notFound.home}
      </ButtonLink>
    </Page>
  );
}
