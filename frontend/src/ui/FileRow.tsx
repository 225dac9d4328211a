import type { ReactNode } from 'react';
import { useLocale } from '../lib/i18n/locale.ts';
import { formatSize } from '../lib/sizes.ts';
import { Icon } from './Icon.tsx';

interface FileRowProps {
  /** The name, or a link that downloads the file. */
  name: ReactNode;
  /** Bytes. */
  size: number;
  /** State in words, such as "wird geprüft". */
  state?: ReactNode;
  /** What there is to know about it, below. */
  note?: ReactNode;
  /** 0 to 1 while bytes travel. */
  progress?: number;
  /** Accessible name of the progress bar. */
  progressLabel?: string;
  actions?: ReactNode;
}

/** One document in a list of documents; put it in a `ul` of class `file-list`. */
export function FileRow({ name, size, state, note, progress, progressLabel, actions }: FileRowProps) {
  const locale = useLocale();
  return (
    <li className="file-row">
      <Icon name="draft" />
      <div className="file-text">
        <span className="file-name">{name}</span>
        <span className="file-facts">
          {formatSize(size, locale)}
          {state && <> · {state}</>}
        </span>
        {note && <span className="file-facts">{note}</span>}
        {progress !== undefined && <progress max={1} value={progress} aria-label={progressLabel} />}
      </div>
      {actions && <div className="file-actions">{actions}</div>}
    </li>
  );
}
