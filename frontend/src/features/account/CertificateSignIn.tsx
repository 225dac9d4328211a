import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import './account.css';
import { startCertificateSignIn } from '../../lib/certificateSignIn.ts';
import { useCertificateMessages } from './certificateMessages.ts';

const CertificateIssuers = graphql(`
  query CertificateIssuers { certificateIssuers { name startPath } }
`);

/** The ways to sign in by an organisation certificate; nothing where there is none. `onward` is where to go afterwards. */
export function CertificateSignIn({ onward }: { onward?: string }) {
  const t = useCertificateMessages();
  const [{ data }] = useQuery({ query: CertificateIssuers });
  const [state, setState] = useState({ busy: '', problem: '' });
  if (!data?.certificateIssuers.length) return null;
  const start = async (path: string) => {
    setState({ busy: path, problem: '' });
    const problem = await startCertificateSignIn(path, onward);
    // Without a problem the page is being left.
    if (problem) setState({ busy: '', problem });
  };
  return (
    <section className="account-certificate" aria-labelledby="certificate-sign-in">
      <h2 className="kern-heading-medium" id="certificate-sign-in">
        {t.heading}
      </h2>
      <p>{t.hint}</p>
      {state.problem && (
        <Alert kind="danger" title={t.failed} announce>
          <p>{t.problems[state.problem] ?? t.problems.other}</p>
        </Alert>
      )}
      {data.certificateIssuers.map(({ name, startPath }) => (
        <p key={startPath}>
          <Button look="secondary" busy={state.busy === startPath} onClick={() => void start(startPath)}>
            {t.with(name)}
          </Button>
        </p>
      ))}
    </section>
  );
}
