import type { MessagePartsFragment } from '../gql/graphql.ts';
import { formatTime } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { Alert } from '../ui/Alert.tsx';
import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { useWithdrawnMessages } from './withdrawnMessages.ts';

/** What is said of a message that was withdrawn: that there was one, and why it went. */
export function Withdrawn({ message, own }: { message: MessagePartsFragment; own: boolean }) {
  const t = useWithdrawnMessages();
  const locale = useLocale();
  const { withdrawnAt, withdrawalReason, fromAuthorityName, senderName } = message;
  const when = withdrawnAt ? formatTime(withdrawnAt, locale) : '';
  const title = own ? t.ours(when) : t.theirs(fromAuthorityName ?? senderName, when);
  return (
    <Alert kind="info" title={title}>
      {withdrawalReason && <p className="verbatim">{t.reason(withdrawalReason)}</p>}
      <EasyLanguage lines={own ? t.easyOurs : t.easy} />
    </Alert>
  );
}
