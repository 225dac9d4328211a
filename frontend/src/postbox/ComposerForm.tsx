import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useLocale } from '../lib/i18n/locale.ts';
import { formatLimit, formatSize } from '../lib/sizes.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorSummary, type SummaryError } from '../ui/ErrorSummary.tsx';
import { say } from '../ui/LiveRegion.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { AttachButtons } from './AttachButtons.tsx';
import { AttachmentList } from './AttachmentList.tsx';
import { textBytes } from './acceptance.ts';
import { DraftNotices, SaveLine } from './DraftNotices.tsx';
import { usePostboxMessages } from './postboxMessages.ts';
import type { Composer } from './useComposer.ts';
import { useFileDrop } from './useFileDrop.ts';

interface ComposerFormProps {
  composer: Composer;
  /** Names the form, such as "Nachricht schreiben". */
  label: string;
  /** The most bytes of text and documents together. */
  limit: number;
  /** Whose mailbox takes no more than that; missing where it is the platform's own limit. */
  limitBy?: string | undefined;
  /** Whom it goes to and what it is; comes first. */
  before?: ReactNode;
  /** Wishes that go with it; stand last. */
  after?: ReactNode;
  /** Subject of the message that is answered. */
  answering?: string | undefined;
  errors: readonly SummaryError[];
  attempt: number;
  sendLabel?: string;
  onSend: () => void;
  onCollapse: () => void;
}

function DiscardButton({ composer, onCollapse }: Pick<ComposerFormProps, 'composer' | 'onCollapse'>) {
  const t = usePostboxMessages();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    await composer.discard();
    setBusy(false);
    setAsking(false);
    say(t.compose.discarded);
    onCollapse();
  };
  return (
    <>
      <Button look="tertiary" icon="delete" onClick={() => setAsking(true)}>
        {t.compose.discard}
      </Button>
      <Dialog
        open={asking}
        title={t.compose.discardTitle}
        onClose={() => setAsking(false)}
        actions={
          <Button look="primary" icon="delete" busy={busy} onClick={act}>
            {t.compose.discard}
          </Button>
        }
      >
        <p>{t.compose.discardText}</p>
      </Dialog>
    </>
  );
}

/** The form in which a message is written. Errors keep everything typed; a second press while sending does nothing. */
export function ComposerForm(props: ComposerFormProps) {
  const { composer, label, limit, limitBy, before, after, answering, errors, attempt, sendLabel, onSend, onCollapse } =
    props;
  const t = usePostboxMessages();
  const locale = useLocale();
  const { letter, change, attachments, sending } = composer;
  const used = attachments.bytes + textBytes(letter.subject, letter.body);
  const addFiles = (files: File[]) => {
    attachments.add(files, limit - used);
    if (files.length > 0) say(t.compose.added(files.length));
  };
  const { over, handlers } = useFileDrop(addFiles);
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.message;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSend();
  };
  return (
    <form
      noValidate
      aria-label={label}
      className={over ? 'postbox-form postbox-form--over' : 'postbox-form'}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
      onKeyDown={onKeyDown}
      {...handlers}
    >
      <div className="postbox-form-head">
        <h2 className="kern-heading-small">{label}</h2>
        <Button look="tertiary" icon="arrow-down" iconOnly onClick={onCollapse}>
          {t.compose.collapse}
        </Button>
      </div>
      <ErrorSummary errors={errors} attempt={attempt} />
      <DraftNotices composer={composer} />
      {answering !== undefined && (
        <p className="row small">
          <span className="verbatim">{t.compose.answering(answering)}</span>
          <Button small look="tertiary" icon="close" onClick={() => change({ inReplyToId: null })}>
            {t.compose.notAnAnswer}
          </Button>
        </p>
      )}
      {before}
      <TextInput
        id="subject"
        label={t.compose.subject}
        maxLength={200}
        autoComplete="off"
        value={letter.subject}
        error={errorOf('subject')}
        onChange={(event) => change({ subject: event.target.value })}
      />
      <TextArea
        id="body"
        label={t.compose.body}
        hint={<span className="postbox-keys">{t.compose.bodyHint}</span>}
        rows={5}
        maxLength={50_000}
        value={letter.body}
        error={errorOf('body')}
        onChange={(event) => change({ body: event.target.value })}
      />
      <div className="postbox-form-documents">
        <AttachmentList attachments={attachments} space={{ limit, room: limit - used, by: limitBy }} />
        {attachments.bytes > 0 && (
          <p className="muted small">{t.compose.sizeOf(formatSize(used, locale), formatLimit(limit, locale))}</p>
        )}
        <p role="alert" className="postbox-refused small">
          {used > limit &&
            t.compose.over({
              used: formatSize(used, locale),
              limit: formatLimit(limit, locale),
              by: limitBy,
            })}
        </p>
        <AttachButtons onFiles={addFiles} limit={limit} />
      </div>
      {after}
      <div className="form-actions">
        <Button type="submit" look="primary" icon="mail" busy={sending}>
          {sending ? t.compose.sending : composer.unsure ? t.compose.sendAgain : (sendLabel ?? t.compose.send)}
        </Button>
        {composer.started && <DiscardButton composer={composer} onCollapse={onCollapse} />}
        <span className="muted small" role="status">
          <SaveLine composer={composer} />
        </span>
      </div>
      {over && (
        <p className="postbox-drop" aria-hidden="true">
          {t.compose.drop}
        </p>
      )}
    </form>
  );
}
