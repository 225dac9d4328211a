import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { refreshRights } from '../../lib/refreshRights.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useChannelMessages } from './channelMessages.ts';

const ChannelClose = graphql(`
  mutation ChannelClose($input: ChannelCloseInput!) {
    channelClose(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }
  }
`);

interface CloseChannelProps {
  authorityId: string;
  name: string;
  version: number;
  onAsk: () => void;
}

/** Ends an authority's connection after a question that names what follows. */
export function CloseChannel({ authorityId, name, version, onAsk }: CloseChannelProps) {
  const t = useChannelMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const shut = () => {
    setProblem('');
    setOpen(false);
  };
  const close = async () => {
    setBusy(true);
    const { data, error } = await client.mutation(ChannelClose, { input: { authorityId, expectedVersion: version } });
    setBusy(false);
    const refusal = error ? problemText(error, common) : data?.channelClose.userErrors[0]?.message;
    if (refusal) return setProblem(refusal);
    shut();
    onAsk();
    void refreshRights(client);
  };
  return (
    <section className="stack" aria-labelledby="channel-close">
      <h2 className="kern-heading-medium" id="channel-close">
        {t.close.title}
      </h2>
      <p>{t.close.lead}</p>
      <div>
        <Button onClick={() => setOpen(true)}>{t.close.act}</Button>
      </div>
      <Dialog
        open={open}
        title={t.close.question(name)}
        onClose={shut}
        actions={
          <>
            <Button look="primary" busy={busy} onClick={() => void close()}>
              {busy ? common.working : t.close.act}
            </Button>
            <Button onClick={shut}>{common.cancel}</Button>
          </>
        }
      >
        <div className="stack">
          <div className="prose">
            <ul>
              {t.close.follows.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
          {problem && <Alert kind="danger" title={problem} announce />}
        </div>
      </Dialog>
    </section>
  );
}
