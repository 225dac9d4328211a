import { type ReactNode, useId, useState } from 'react';
import { saveFrom } from '../lib/saveFile.ts';
import { FieldError } from '../ui/FieldError.tsx';
import { FileRow } from '../ui/FileRow.tsx';
import './files.css';
import { useFilesMessages } from './filesMessages.ts';

interface CheckedFile {
  id: string;
  filename: string;
  /** Empty where the file was not taken in. */
  mediaType: string | null;
  size: number;
  scanned: boolean;
  refusal: string | null;
  note?: ReactNode;
}

interface CheckedFilesProps {
  files: readonly CheckedFile[];
  /** Asks for the address of a file, which holds for a minute: when somebody wants the file. */
  link: (fileId: string) => Promise<{ url: string; filename: string } | null | undefined>;
}

/** Files that people sent, to be downloaded by their names; one that was not taken in is named with the reason. */
export function CheckedFiles({ files, link }: CheckedFilesProps) {
  const t = useFilesMessages();
  const id = useId();
  const [failed, setFailed] = useState(false);
  if (files.length === 0) return null;
  const download = async (fileId: string) => {
    const found = await link(fileId);
    setFailed(!found);
    if (found) saveFrom(found.url, found.filename);
  };
  return (
    <>
      <ul className="file-list" aria-label={t.files(files.length)}>
        {files.map(({ id: fileId, filename, mediaType, size, scanned, refusal, note }) => (
          <FileRow
            key={fileId}
            size={size}
            state={refusal ? t.refused(refusal) : scanned ? t.scanned : t.notScanned}
            note={note}
            name={
              mediaType ? (
                <button
                  type="button"
                  className="market-download verbatim"
                  aria-label={t.download(filename)}
                  onClick={() => void download(fileId)}
                >
                  <bdi>{filename}</bdi>
                </button>
              ) : (
                <bdi className="verbatim">{filename}</bdi>
              )
            }
          />
        ))}
      </ul>
      <div role="alert">
        <FieldError id={id} error={failed ? t.downloadFailed : undefined} />
      </div>
    </>
  );
}
