import type { ReactNode } from 'react';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { FieldError } from '../ui/FieldError.tsx';
import { FileRow } from '../ui/FileRow.tsx';
import { usePostboxMessages } from './postboxMessages.ts';
import { useDownload } from './useDownload.ts';

/** A document as a thread or a draft shows it. */
export const DocumentParts = graphql(`
  fragment DocumentParts on Document { id filename mediaType size state refusal scanned }
`);

interface DocumentListProps {
  documents: readonly ({ id: string } & FragmentType<typeof DocumentParts>)[];
  /** What can be done with a document beside downloading it. */
  actions?: (document: { id: string; filename: string }) => ReactNode;
}

/** The documents of a message, each to be downloaded by its name. */
export function DocumentList({ documents, actions }: DocumentListProps) {
  const t = usePostboxMessages();
  const { download, failed } = useDownload();
  const list = readFragment(DocumentParts, documents);
  if (list.length === 0) return null;
  return (
    <div className="postbox-documents">
      <ul className="file-list" aria-label={t.documents(list.length)}>
        {list.map(({ id, filename, size, state, refusal, scanned }) => (
          <FileRow
            key={id}
            size={size}
            state={
              state === 'REFUSED' ? (
                <span className="postbox-refused">{t.documentRefused(refusal || t.compose.refusals.server)}</span>
              ) : state === 'SCANNING' ? (
                t.compose.states.checking
              ) : scanned ? (
                t.scanned
              ) : (
                t.notScanned
              )
            }
            name={
              state === 'READY' ? (
                <button
                  type="button"
                  className="postbox-download verbatim"
                  aria-label={t.download(filename)}
                  onClick={() => void download(id)}
                >
                  {filename}
                </button>
              ) : (
                <span className="verbatim">{filename}</span>
              )
            }
            actions={actions?.({ id, filename })}
          />
        ))}
      </ul>
      <div role="alert">
        <FieldError id="download" error={failed ? t.downloadFailed : undefined} />
      </div>
    </div>
  );
}
