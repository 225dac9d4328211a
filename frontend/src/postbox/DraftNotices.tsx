import { formatTime } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { say } from '../ui/LiveRegion.tsx';
import { goToMessage } from './goToMessage.ts';
import { usePostboxMessages } from './postboxMessages.ts';
import type { Composer } from './useComposer.ts';

/** What has to be said of a draft before it is sent: another device changed or sent it, or a sending is in doubt. */
export function DraftNotices({ composer }: { composer: Composer }) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const show = (messageId: string | null) => {
    if (messageId && !goToMessage(messageId)) say(t.notice.older);
  };
  const { newer, unsure, resolve, saved } = composer;
  return (
    <>
      {saved.status === 'sent' && (
        <Alert kind="warning" title={t.compose.already.title} announce>
          <p>{t.compose.already.text}</p>
          <div className="form-actions">
            {saved.becameId && <Button onClick={() => show(saved.becameId)}>{t.compose.already.show}</Button>}
            <Button onClick={() => void composer.discard()}>{t.compose.discard}</Button>
            <Button onClick={composer.writeAnew}>{t.compose.already.anew}</Button>
          </div>
        </Alert>
      )}
      {newer && (
        <Alert kind="warning" title={t.compose.stale.title} announce>
          <p>{t.compose.stale.text(formatTime(newer.savedAt, locale))}</p>
          <blockquote className="postbox-quote verbatim">{newer.body || newer.subject}</blockquote>
          <div className="form-actions">
            <Button onClick={() => resolve('theirs')}>{t.compose.stale.theirs}</Button>
            <Button onClick={() => resolve('mine')}>{t.compose.stale.mine}</Button>
          </div>
        </Alert>
      )}
      {unsure && (
        <Alert kind="warning" title={t.compose.unsure.title} announce>
          <p>{t.compose.unsure.text}</p>
        </Alert>
      )}
    </>
  );
}

/** Whether and when the draft was saved, in a few words. */
export function SaveLine({ composer }: { composer: Composer }) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const { status, savedAt, message } = composer.saved;
  // What became of the draft elsewhere is said above: it is not kept here any more.
  if (!composer.started || status === 'sent' || status === 'stale') return null;
  if (status === 'saving') return t.compose.saving;
  if (status === 'failed') return t.compose.saveFailed;
  if (status === 'refused') return t.compose.saveRefused(message ?? '');
  if (!savedAt) return null;
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' });
  return t.compose.saved(clock.format(new Date(savedAt)));
}
