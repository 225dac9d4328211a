import { useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { saveFrom } from '../lib/saveFile.ts';
import { useMarketMessages } from './marketMessages.ts';

interface Ticket {
  url: string;
  filename: string;
}

/** A file that is asked for when somebody clicks, for its ticket holds a minute. */
export interface FileState {
  busy: boolean;
  problem: string | null;
  /** Has the browser save it. */
  save: () => Promise<void>;
}

/** Asks for a file's ticket and saves it; `read` finds the ticket in the answer. */
export function useFile<D, V extends AnyVariables>(
  query: TypedDocumentNode<D, V>,
  variables: V,
  read: (data: D) => Ticket | null | undefined,
): FileState {
  const t = useMarketMessages();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  return {
    busy,
    problem,
    async save() {
      setBusy(true);
      setProblem(null);
      const { data } = await client
        .query<D, AnyVariables>(query, variables, { requestPolicy: 'network-only' })
        .toPromise();
      const file = data ? read(data) : null;
      setBusy(false);
      if (file) saveFrom(file.url, file.filename);
      else setProblem(t.download.failed);
    },
  };
}
