import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../gql/index.ts';
import { saveFrom } from '../lib/saveFile.ts';

const DocumentTicket = graphql(`
  query DocumentTicket($id: ID!) { node(id: $id) { __typename id ... on Document { id download { url filename } } } }
`);

/** Fetches a ticket for a document, which holds for seconds only, and has the browser save the file at once. */
export function useDownload(): { download: (documentId: string) => Promise<void>; failed: boolean } {
  const client = useClient();
  const [failed, setFailed] = useState(false);
  return {
    failed,
    async download(id) {
      const { data } = await client.query(DocumentTicket, { id }, { requestPolicy: 'network-only' }).toPromise();
      const ticket = data?.node?.__typename === 'Document' ? data.node.download : null;
      setFailed(!ticket);
      if (ticket) saveFrom(ticket.url, ticket.filename);
    },
  };
}
