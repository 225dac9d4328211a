import { useState } from 'react';
import { useClient } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { saveFrom } from '../../lib/saveFile.ts';
import { FieldError } from '../../ui/FieldError.tsx';
import { FileRow } from '../../ui/FileRow.tsx';
import { TicketFileParts } from './ticketParts.ts';
import { useTicketsMessages } from './ticketsMessages.ts';

// The address of a file holds for a minute: it is asked for when somebody wants the file.
const TicketFileLinks = graphql(`
  query TicketFileLinks($id: ID!) {
    node(id: $id) { __typename id ... on TicketEntry { id files { id download { url filename } } } }
  }
`);

interface TicketFilesProps {
  entryId: string;
  files: readonly FragmentType<typeof TicketFileParts>[];
}

/** The files of an entry; one that was not taken in is named with the reason. */
export function TicketFiles({ entryId, files }: TicketFilesProps) {
  const t = useTicketsMessages();
  const client = useClient();
  const [failed, setFailed] = useState(false);
  const list = readFragment(TicketFileParts, files);
  if (list.length === 0) return null;
  const download = async (fileId: string) => {
    const { data } = await client
      .query(TicketFileLinks, { id: entryId }, { requestPolicy: 'network-only' })
      .toPromise();
    const entry = data?.node?.__typename === 'TicketEntry' ? data.node : null;
    const link = entry?.files.find(({ id }) => id === fileId)?.download;
    setFailed(!link);
    if (link) saveFrom(link.url, link.filename);
  };
  return (
    <>
      <ul className="file-list" aria-label={t.entries.files(list.length)}>
        {list.map(({ id, filename, mediaType, size, scanned, refusal }) => (
          <FileRow
            key={id}
            size={size}
            state={refusal ? t.entries.refused(refusal) : scanned ? t.entries.scanned : t.entries.notScanned}
            name={
              mediaType ? (
                <button
                  type="button"
                  className="tickets-download verbatim"
                  aria-label={t.entries.download(filename)}
                  onClick={() => void download(id)}
                >
                  {filename}
                </button>
              ) : (
                <span className="verbatim">{filename}</span>
              )
            }
          />
        ))}
      </ul>
      <div role="alert">
        <FieldError id={`${entryId}-download`} error={failed ? t.entries.downloadFailed : undefined} />
      </div>
    </>
  );
}
