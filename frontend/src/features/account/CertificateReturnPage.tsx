import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { enterSession } from '../../lib/enterSession.ts';
import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import './account.css';
import { type CertificateResult, completeCertificateSignIn, takeOnward } from '../../lib/certificateSignIn.ts';
import { useCertificateMessages } from './certificateMessages.ts';

// Whose certificate is not that of an account here is led to where one asks for an account, or exchanges the certificate; others to what waits for
// them in the market, which is what certificates are for.
function afterwards(result: CertificateResult, onward: string | null): string {
  if (result === 'NO_ACCOUNT') return '/markt/konto';
  return onward ?? (result === 'ADDED' ? '/markt/konto' : '/mein-bereich');
}

/** Where the way back from a provider leads: ends the sign-in and leads on, or says why it was not taken and what to do. */
export function CertificateReturnPage() {
  const t = useCertificateMessages();
  const router = useRouter();
  const [problem, setProblem] = useState('');
  const [onward] = useState(takeOnward);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const fragment = router.history.location.hash;
    // The code is good once; it stays neither in the address nor in the history.
    router.history.replace('/anmelden/zertifikat');
    void enterSession(() => completeCertificateSignIn(fragment)).then((completed) => {
      if ('problem' in completed) setProblem(completed.problem);
      else router.history.replace(afterwards(completed.result, onward));
    });
  }, [router, onward]);
  if (!problem) {
    return (
      <Page title={t.title}>
        <Spinner label={t.busy} />
      </Page>
    );
  }
  return (
    <Page title={t.title}>
      <Alert kind={problem === 'CANCELLED' ? 'info' : 'danger'} title={t.failed} announce>
        <p>{t.problems[problem] ?? t.problems.other}</p>
      </Alert>
      <p className="account-certificate-next">
        <ButtonLink to="/anmelden" search={{ weiter: onward ?? undefined }} look="primary">
          {t.again}
        </ButtonLink>
      </p>
    </Page>
  );
}
