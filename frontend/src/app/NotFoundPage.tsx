import { useCommonMessages } from '../lib/i18n/common.ts';
import { ButtonLink } from '../ui/ButtonLink.tsx';
import { Page } from '../ui/Page.tsx';

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  const t = useCommonMessages();
  return (
    <Page title={t.notFound.title} lead={t.notFound.text}>
      <ButtonLink to="/" icon="home">
        {t.notFound.home}
      </ButtonLink>
    </Page>
  );
}
