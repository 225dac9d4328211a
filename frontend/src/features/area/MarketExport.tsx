import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { saveFrom } from '../../lib/saveFile.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { useAreaMessages } from './areaMessages.ts';

const MarketExportOf = graphql(`
  query MarketExport($id: ID!) {
    organisation(id: $id) { id internal { marketExport { url filename } } }
  }
`);

/** All that an organisation has in the market as one file, for example for the editorial system of its website. */
export function MarketExport({ organisationId }: { organisationId: string }) {
  const t = useAreaMessages();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const save = async () => {
    setBusy(true);
    // The address holds for a moment only.
    const { data } = await client
      .query(MarketExportOf, { id: organisationId }, { requestPolicy: 'network-only' })
      .toPromise();
    setBusy(false);
    const file = data?.organisation?.internal?.marketExport;
    setFailed(!file);
    if (file) saveFrom(file.url, file.filename);
  };
  return (
    <div className="stack no-print">
      {failed && <Alert kind="danger" title={t.export.failed} announce />}
      <p className="row">
        <Button icon="download" busy={busy} onClick={() => void save()}>
          {t.export.action}
        </Button>
        <span className="muted">{t.export.text}</span>
      </p>
    </div>
  );
}
