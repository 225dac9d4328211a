import { Icon } from '../ui/Icon.tsx';
import { SaveLine } from './DraftNotices.tsx';
import { usePostboxMessages } from './postboxMessages.ts';
import type { Composer } from './useComposer.ts';

interface ComposerLineProps {
  /** What the line says while nothing is written. */
  text: string;
  composer: Composer;
  onOpen: () => void;
}

/** The composer in one line, until somebody wants to write. */
export function ComposerLine({ text, composer, onOpen }: ComposerLineProps) {
  const t = usePostboxMessages();
  const { started, letter } = composer;
  return (
    <button type="button" className="postbox-line" onClick={onOpen}>
      <Icon name={started ? 'edit' : 'mail'} />
      <span className="postbox-line-text verbatim">{started ? t.compose.continueDraft(letter.subject) : text}</span>
      {started && (
        <span className="muted small">
          <SaveLine composer={composer} />
        </span>
      )}
    </button>
  );
}
