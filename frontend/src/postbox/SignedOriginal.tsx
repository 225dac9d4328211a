import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../gql/index.ts';
import { formatTime } from '../lib/dates.ts';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { saveFrom } from '../lib/saveFile.ts';
import { formatSize } from '../lib/sizes.ts';
import { Button } from '../ui/Button.tsx';
import { FieldError } from '../ui/FieldError.tsx';
import { usePostboxMessages } from './postboxMessages.ts';

const OriginalTicket = graphql(`
  query OriginalTicket($id: ID!) {
    node(id: $id) { __typename id ... on Message { id signedOriginal { download { url filename } } } }
  }
`);

interface SignedOriginalProps {
  messageId: string;
  original: { size: number; receivedAt: string; signer: string; signerAddresses: readonly string[]; scanned: boolean };
}

/** The mail of an answer as its authority signed it: who signed, and the file. */
export function SignedOriginal({ messageId, original }: SignedOriginalProps) {
  const t = usePostboxMessages().original;
  const { scanned, notScanned } = usePostboxMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const [{ busy, failed }, setState] = useState({ busy: false, failed: false });
  // An address holds for a minute, so it is asked for when it is needed.
  const fetch = async () => {
    setState({ busy: true, failed: false });
    const { data } = await client
      .query(OriginalTicket, { id: messageId }, { requestPolicy: 'network-only' })
      .toPromise();
    const ticket = data?.node?.__typename === 'Message' ? data.node.signedOriginal?.download : null;
    setState({ busy: false, failed: !ticket });
    if (ticket) saveFrom(ticket.url, ticket.filename);
  };
  const { size, receivedAt, signer, signerAddresses } = original;
  return (
    <div className="postbox-package">
      <p>
        {t.text(formatTime(receivedAt, locale))}{' '}
        <span className="verbatim">{t.signer([signer, ...signerAddresses].join(', '))}</span>
      </p>
      <p className="row">
        <Button small look="secondary" icon="download" busy={busy} onClick={() => void fetch()}>
          {busy ? common.working : t.act}
        </Button>
        <span className="muted small">
          {formatSize(size, locale)} · {original.scanned ? scanned : notScanned}
        </span>
      </p>
      <div role="alert">
        <FieldError id={`${messageId}-original`} error={failed ? t.failed : undefined} />
      </div>
    </div>
  );
}
