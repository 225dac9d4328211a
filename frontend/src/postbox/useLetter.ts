import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../gql/index.ts';
import { saveFrom } from '../lib/saveFile.ts';

const LetterTicket = graphql(`
  query LetterTicket($id: ID!) {
    node(id: $id) { __typename id ... on Delivery { id fallbackLetter { url filename } } }
  }
`);

/** Fetches a message that could not be delivered as a letter, ready to print. */
export function useLetter(): { print: (deliveryId: string) => Promise<void>; busy: boolean; failed: boolean } {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  return {
    busy,
    failed,
    async print(id) {
      setBusy(true);
      const { data } = await client.query(LetterTicket, { id }, { requestPolicy: 'network-only' }).toPromise();
      const letter = data?.node?.__typename === 'Delivery' ? data.node.fallbackLetter : null;
      setBusy(false);
      setFailed(!letter);
      if (letter) saveFrom(letter.url, letter.filename);
    },
  };
}
