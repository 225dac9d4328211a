import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { saveFrom } from '../../lib/saveFile.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { useAreaMessages } from './areaMessages.ts';

const MarketExportOf = graphql(`
  query MarketExport($id: ID!) {
    organisation(id: $id) { id internal { marketExport { url filename } onlineServicesExport { url filename } } }
  }
`);

interface MarketExportProps {
  organisationId: string;
  /** The online services too, in elements of XZuFi: for an editorial system. */
  services?: boolean;
}

/** All that an organisation has in the market as one file. */
export function MarketExport({ organisationId, services }: MarketExportProps) {
  const t = useAreaMessages();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const save = async (which: 'marketExport' | 'onlineServicesExport') => {
    setBusy(true);
    // The address holds for a moment only.
    const { data } = await client
      .query(MarketExportOf, { id: organisationId }, { requestPolicy: 'network-only' })
      .toPromise();
    setBusy(false);
    const file = data?.organisation?.internal?.[which];
    setFailed(!file);
    if (file) saveFrom(file.url, file.filename);
  };
  return (
    <div className="stack no-print">
      {failed && <Alert kind="danger" title={t.export.failed} announce />}
      <p className="row">
        <Button icon="download" busy={busy} onClick={() => void save('marketExport')}>
          {t.export.action}
        </Button>
        <span className="muted">{t.export.text}</span>
      </p>
      {services && (
        <p className="row">
          <Button icon="download" busy={busy} onClick={() => void save('onlineServicesExport')}>
            {t.export.services}
          </Button>
          <span className="muted">{t.export.servicesText}</span>
        </p>
      )}
    </div>
  );
}
