import { useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { graphql } from '../gql/index.ts';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { problemText, type UserErrorShape } from '../lib/problems.ts';
import { saveFrom } from '../lib/saveFile.ts';
import type { Target } from './draftKeeper.ts';

const MessageProof = graphql(`
  mutation MessageProof($input: MessageProofInput!) {
    messageProof(input: $input) { download { url filename } userErrors { code field message } }
  }
`);

const MailboxExport = graphql(`
  mutation MailboxExport($input: MailboxExportInput!) {
    mailboxExport(input: $input) { download { url filename } userErrors { code field message } }
  }
`);

const CaseExport = graphql(`
  mutation CaseExport($input: CaseExportInput!) {
    caseExport(input: $input) { download { url filename } userErrors { code field message } }
  }
`);

/** Of what a package is made: one message, everything of the owner's mailbox, or everything of an authority's case. */
export interface PackageTarget {
  kind: 'MESSAGE' | 'MAILBOX' | 'CASE';
  id: string;
  /** Whose copy of a message. */
  of?: Target;
}

/** An authority's case in the form of its file system. */
interface TransferTarget {
  kind: 'TRANSFER';
  id: string;
}

interface Asked {
  payload: { download: { url: string; filename: string } | null; userErrors: readonly UserErrorShape[] } | undefined;
  error: CombinedError | undefined;
}

/** How far a package is; `problem` says why there is none. */
export interface PackageState {
  busy: boolean;
  begun: boolean;
  problem: string | null;
  fetch: () => Promise<void>;
}

/** Has the server make a package and the browser save it: the address holds for seconds only, so it is used at once. */
export function usePackage(target: PackageTarget | TransferTarget): PackageState {
  const { kind, id } = target;
  const client = useClient();
  const common = useCommonMessages();
  const [state, setState] = useState({ busy: false, begun: false, problem: null as string | null });
  const ask = async (): Promise<Asked> => {
    if (target.kind === 'MESSAGE') {
      const { data, error } = await client
        .mutation(MessageProof, { input: { ...target.of, messageId: id } })
        .toPromise();
      return { payload: data?.messageProof, error };
    }
    if (kind === 'MAILBOX') {
      const { data, error } = await client.mutation(MailboxExport, { input: { mailboxId: id } }).toPromise();
      return { payload: data?.mailboxExport, error };
    }
    const { data, error } = await client
      .mutation(CaseExport, { input: { caseId: id, format: kind === 'TRANSFER' ? 'XDOMEA' : 'ASICE' } })
      .toPromise();
    return { payload: data?.caseExport, error };
  };
  return {
    ...state,
    async fetch() {
      setState({ busy: true, begun: false, problem: null });
      const { payload, error } = await ask();
      const download = payload?.download;
      if (download) saveFrom(download.url, download.filename);
      const problem = error ? problemText(error, common) : (payload?.userErrors[0]?.message ?? common.problem.unknown);
      setState({ busy: false, begun: Boolean(download), problem: download ? null : problem });
    },
  };
}
