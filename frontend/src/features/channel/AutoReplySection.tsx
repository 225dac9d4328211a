import { useState } from 'react';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useAuthoritySettings } from './authoritySettings.ts';
import { useAutoReplyMessages } from './autoReplyMessages.ts';

/** What everyone is told who writes to the authority. */
export function AutoReplySection({ authorityId }: { authorityId: string }) {
  const t = useAutoReplyMessages();
  const common = useCommonMessages();
  const { settings, failed, waiting, busy, refused, saved, save, changed } = useAuthoritySettings(authorityId);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? settings?.autoReply ?? '';
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (await save({ autoReply: text.trim() || null })) setTyped(null);
  };
  const atField = refused?.field === 'autoReply';
  return (
    <section className="stack" aria-labelledby="auto-reply">
      <h2 className="kern-heading-medium" id="auto-reply">
        {t.title}
      </h2>
      {failed && <Alert kind="danger" title={failed} announce />}
      {waiting && <Spinner />}
      {settings && (
        <form className="form" noValidate onSubmit={(event) => void submit(event)}>
          {saved > 0 && <Alert key={saved} kind="success" title={settings.autoReply ? t.saved : t.ended} announce />}
          {refused && !atField && <Alert kind="danger" title={refused.text} announce />}
          <TextArea
            id="auto-reply-text"
            label={t.label}
            hint={t.hint}
            error={atField ? refused.text : undefined}
            optional
            rows={4}
            value={text}
            onChange={(event) => {
              setTyped(event.target.value);
              changed();
            }}
          />
          <div className="form-actions">
            <Button type="submit" busy={busy}>
              {busy ? common.working : t.save}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
