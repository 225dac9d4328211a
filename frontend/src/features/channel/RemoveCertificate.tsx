import { useState } from 'react';
import { useClient } from 'urql';
import type { CertificatePartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { commonName } from './certificateState.ts';
import { useChannelMessages } from './channelMessages.ts';

const CertificateRemove = graphql(`
  mutation CertificateRemove($input: CertificateRemoveInput!) {
    certificateRemove(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }
  }
`);

interface RemoveCertificateProps {
  /** The one to be removed, null while none is. */
  certificate: CertificatePartsFragment | null;
  /** No other usable certificate is stored. */
  last: boolean;
  onClose: () => void;
}

/** Asks before a certificate is removed, and says what will no longer work. */
export function RemoveCertificate({ certificate, last, onClose }: RemoveCertificateProps) {
  const t = useChannelMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const close = () => {
    setProblem('');
    onClose();
  };
  const remove = async () => {
    if (!certificate) return;
    setBusy(true);
    const { data, error } = await client.mutation(CertificateRemove, { input: { certificateId: certificate.id } });
    setBusy(false);
    const refusal = error ? problemText(error, common) : data?.certificateRemove.userErrors[0]?.message;
    if (refusal) return setProblem(refusal);
    close();
    say(t.certificates.removed);
    // The card with the button is gone: the list's heading takes the focus.
    document.getElementById('channel-certificates')?.focus();
  };
  return (
    <Dialog
      open={certificate !== null}
      title={t.certificates.removeTitle}
      onClose={close}
      actions={
        <>
          <Button look="primary" icon="delete" busy={busy} onClick={() => void remove()}>
            {busy ? common.working : t.certificates.remove}
          </Button>
          <Button onClick={close}>{common.cancel}</Button>
        </>
      }
    >
      <div className="stack">
        <p>{t.certificates.removeText(commonName(certificate?.subject ?? ''))}</p>
        {last && <Alert kind="warning" title={t.certificates.removeLast} />}
        {problem && <Alert kind="danger" title={problem} announce />}
      </div>
    </Dialog>
  );
}
