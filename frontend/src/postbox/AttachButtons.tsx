import { useRef } from 'react';
import { useLocale } from '../lib/i18n/locale.ts';
import { formatLimit } from '../lib/sizes.ts';
import { Button } from '../ui/Button.tsx';
import { acceptedFiles, acceptedKinds } from './acceptance.ts';
import { usePostboxMessages } from './postboxMessages.ts';

interface AttachButtonsProps {
  onFiles: (files: File[]) => void;
  limit: number;
}

/** Where documents are chosen for a text, on phones with the camera. */
export function AttachButtons({ onFiles, limit }: AttachButtonsProps) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const dialog = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])]);
    // The same file may be chosen again after it was removed.
    input.value = '';
  };
  return (
    <div className="postbox-attach">
      <Button
        id="attach"
        small
        icon="drive-folder-upload"
        aria-describedby="attach-hint"
        onClick={() => dialog.current?.click()}
      >
        {t.compose.attach}
      </Button>
      <span className="postbox-camera">
        <Button small icon="add" onClick={() => camera.current?.click()}>
          {t.compose.photo}
        </Button>
      </span>
      <input
        ref={dialog}
        id="documents"
        type="file"
        multiple
        hidden
        accept={acceptedFiles}
        aria-label={t.compose.attach}
        onChange={(event) => take(event.target)}
      />
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        aria-label={t.compose.photo}
        onChange={(event) => take(event.target)}
      />
      <span className="kern-hint small" id="attach-hint">
        {t.compose.attachHint(acceptedKinds, formatLimit(limit, locale))}
      </span>
    </div>
  );
}
