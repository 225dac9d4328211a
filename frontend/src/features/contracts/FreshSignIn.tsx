import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { startCertificateSignIn } from '../../lib/certificateSignIn.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { useContractsMessages } from './contractsMessages.ts';

const SigningIssuers = graphql(`
  query SigningIssuers { certificateIssuers { name startPath } }
`);

/** The way to a fresh sign-in by certificate, with why, and back to the page that asks for it. */
export function FreshSignIn({ onward }: { onward: string }) {
  const t = useContractsMessages().sign;
  const [{ data }] = useQuery({ query: SigningIssuers });
  const [state, setState] = useState({ busy: '', failed: false });
  const start = async (path: string) => {
    setState({ busy: path, failed: false });
    const problem = await startCertificateSignIn(path, onward);
    // Without a problem the page is being left.
    if (problem) setState({ busy: '', failed: true });
  };
  return (
    <Alert kind="warning" title={t.fresh} announce>
      <p>{t.freshText}</p>
      {state.failed && <p role="alert">{t.freshFailed}</p>}
      {data?.certificateIssuers.map(({ name, startPath }) => (
        <p key={startPath}>
          <Button look="primary" busy={state.busy === startPath} onClick={() => void start(startPath)}>
            {t.with(name)}
          </Button>
        </p>
      ))}
    </Alert>
  );
}
