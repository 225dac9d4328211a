import type { OfferingState } from '../../gql/graphql.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** Why an offering cannot be taken over now. Nothing where it is available. */
export function StateNotice({ state, orderableFrom }: { state: OfferingState; orderableFrom: string | null }) {
  const t = useCatalogueMessages();
  const locale = useLocale();
  switch (state) {
    case 'PAUSED':
      return (
        <Alert kind="warning" title={t.sheet.paused}>
          <p>{t.sheet.pausedText}</p>
        </Alert>
      );
    case 'WITHDRAWN':
      return (
        <Alert kind="danger" title={t.sheet.withdrawn}>
          <p>{t.sheet.withdrawnText}</p>
        </Alert>
      );
    case 'ANNOUNCED':
      return (
        <Alert kind="info" title={t.sheet.announced}>
          <p>{orderableFrom ? t.sheet.announcedText(formatDate(orderableFrom, locale)) : t.sheet.announcedOpen}</p>
        </Alert>
      );
    default:
      return null;
  }
}
