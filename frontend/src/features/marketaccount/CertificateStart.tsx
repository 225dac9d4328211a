import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { startCertificateSignIn } from '../../lib/certificateSignIn.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';

const MarketCertificateIssuers = graphql(`
  query MarketCertificateIssuers { certificateIssuers { name startPath } }
`);

/** Leads to a provider of organisation certificates and back to the account of the market. */
export function CertificateStart({ look = 'primary' }: { look?: 'primary' | 'secondary' }) {
  const t = useMarketAccountMessages().certificate;
  const [{ data }] = useQuery({ query: MarketCertificateIssuers });
  const [state, setState] = useState({ busy: '', problem: '' });
  if (!data) return null;
  if (data.certificateIssuers.length === 0) return <Alert kind="info" title={t.none} />;
  const start = async (path: string) => {
    setState({ busy: path, problem: '' });
    const problem = await startCertificateSignIn(path, '/markt/konto');
    // Without a problem the page is being left.
    if (problem) setState({ busy: '', problem });
  };
  return (
    <div className="stack">
      {state.problem && (
        <Alert kind="danger" title={t.failed} announce>
          <p>{state.problem === 'PROVIDER_UNAVAILABLE' ? t.unavailable : t.other}</p>
        </Alert>
      )}
      {data.certificateIssuers.map(({ name, startPath }) => (
        <div key={startPath}>
          <Button look={look} busy={state.busy === startPath} onClick={() => void start(startPath)}>
            {t.with(name)}
          </Button>
        </div>
      ))}
      <p className="muted small">{t.hint}</p>
    </div>
  );
}
