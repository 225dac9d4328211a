import { useClient } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { CheckedFiles } from '../../market/CheckedFiles.tsx';
import { TicketFileParts } from './ticketParts.ts';

const TicketFileLinks = graphql(`
  query TicketFileLinks($id: ID!) {
    node(id: $id) { __typename id ... on TicketEntry { id files { id download { url filename } } } }
  }
`);

interface TicketFilesProps {
  entryId: string;
  files: readonly FragmentType<typeof TicketFileParts>[];
}

/** The files of an entry. */
export function TicketFiles({ entryId, files }: TicketFilesProps) {
  const client = useClient();
  const link = async (fileId: string) => {
    const { data } = await client
      .query(TicketFileLinks, { id: entryId }, { requestPolicy: 'network-only' })
      .toPromise();
    const entry = data?.node?.__typename === 'TicketEntry' ? data.node : null;
    return entry?.files.find(({ id }) => id === fileId)?.download;
  };
  return <CheckedFiles files={readFragment(TicketFileParts, files)} link={link} />;
}
