import { useEffect, useRef } from 'react';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { formatLimit } from '../lib/sizes.ts';
import { Button } from '../ui/Button.tsx';
import { FileRow } from '../ui/FileRow.tsx';
import { say } from '../ui/LiveRegion.tsx';
import { acceptedKinds } from './acceptance.ts';
import { usePostboxMessages } from './postboxMessages.ts';
import type { Attachment, Attachments } from './useAttachments.ts';

/** What a message may hold. */
export interface Room {
  /** Bytes in all. */
  limit: number;
  /** Bytes that are left. */
  room: number;
  /** Whose mailbox takes no more; missing where it is the platform's own limit. */
  by?: string | undefined;
}

interface ReasonProps {
  attachment: Attachment;
  space: Room;
  most: number;
}

function Reason({ attachment, space: { limit, room, by }, most }: ReasonProps) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const { status, refusal, message } = attachment;
  if (status === 'failed') return t.compose.uploadFailed;
  if (status !== 'refused') return t.compose.states[status];
  switch (refusal) {
    case 'type':
      return t.compose.refusals.type(acceptedKinds);
    case 'empty':
      return t.compose.refusals.empty;
    case 'large':
      return t.compose.refusals.large({
        limit: formatLimit(limit, locale),
        room: attachment.size > limit ? undefined : formatLimit(Math.max(room, 0), locale),
        by,
      });
    case 'many':
      return t.compose.refusals.many(most);
    default:
      return message || t.compose.refusals.server;
  }
}

// A picture that not everybody can open, and the way out where the browser has one.
function Heic({ attachment: { filename, jpeg }, onConvert }: { attachment: Attachment; onConvert: () => void }) {
  const t = usePostboxMessages();
  if (!jpeg) return null;
  if (jpeg === 'impossible' || jpeg === 'large') return t.compose.heic[jpeg];
  return (
    <>
      {t.compose.heic.possible}{' '}
      <Button
        small
        look="tertiary"
        busy={jpeg === 'making'}
        aria-label={t.compose.heic.convert(filename)}
        onClick={onConvert}
      >
        {t.compose.heic.convertShort}
      </Button>
    </>
  );
}

/** The documents of a message being written, each with how far it is and a way to take it back. */
export function AttachmentList({ attachments, space }: { attachments: Attachments; space: Room }) {
  const t = usePostboxMessages();
  const common = useCommonMessages();
  const { list, remove, retry } = attachments;
  const own = useRef<HTMLUListElement>(null);
  const unusual = list.filter(({ jpeg, status }) => jpeg && status !== 'refused').length;
  useEffect(() => {
    if (unusual > 0) say(t.compose.heic.possible);
  }, [unusual, t]);
  const convert = async ({ key, filename }: Attachment) => {
    const button = document.activeElement;
    const name = await attachments.convert(key, space.room);
    if (name) say(t.compose.heic.done(filename, name));
    // The button is gone with its row; who went on meanwhile is left where they are.
    if ([button, document.body].includes(document.activeElement)) own.current?.focus();
  };
  const takeOut = (key: string) => {
    remove(key);
    (list.length > 1 ? own.current : document.getElementById('attach'))?.focus();
  };
  if (list.length === 0) return null;
  return (
    <ul ref={own} tabIndex={-1} className="file-list postbox-attachments" aria-label={t.compose.attached}>
      {list.map((one) => (
        <FileRow
          key={one.key}
          name={<span className="verbatim">{one.filename}</span>}
          size={one.size}
          state={
            <span className={one.status === 'refused' || one.status === 'failed' ? 'postbox-refused' : undefined}>
              <Reason attachment={one} space={space} most={attachments.most} />
            </span>
          }
          note={one.jpeg && one.status !== 'refused' && <Heic attachment={one} onConvert={() => void convert(one)} />}
          {...(one.status === 'sending' && {
            progress: one.progress ?? 0,
            progressLabel: t.compose.progress(one.filename),
          })}
          actions={
            <>
              {one.status === 'failed' && (one.uploadUrl || !one.documentId) && (
                <Button
                  small
                  look="tertiary"
                  icon="autorenew"
                  aria-label={t.compose.retry(one.filename)}
                  onClick={() => retry(one.key)}
                >
                  {t.compose.retryShort}
                </Button>
              )}
              <Button
                small
                look="tertiary"
                icon="close"
                iconOnly
                title={one.status === 'sending' ? common.cancel : undefined}
                onClick={() => takeOut(one.key)}
              >
                {one.status === 'sending' ? t.compose.cancelUpload(one.filename) : t.compose.remove(one.filename)}
              </Button>
            </>
          }
        />
      ))}
    </ul>
  );
}
