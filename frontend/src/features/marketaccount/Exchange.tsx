import { useState } from 'react';
import { useClient } from 'urql';
import type { OwnAccountPartsFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { CertificateStart } from './CertificateStart.tsx';
import { ClaimsFacts, type ClaimsParts } from './ClaimsFacts.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';

const MarketCertificateReplace = graphql(`
  mutation MarketCertificateReplace($input: MarketCertificateReplaceInput!) {
    marketCertificateReplace(input: $input) {
      account { id ...OwnAccountParts }
      userErrors { code field message }
    }
  }
`);

/** The last certificate that the session was signed in by. */
export interface CertificateOfSession {
  hasAccount: boolean;
  claims: { fingerprint: string } & FragmentType<typeof ClaimsParts>;
}

interface ExchangeProps {
  account: OwnAccountPartsFragment;
  waits: boolean;
  signIn: CertificateOfSession | null | undefined;
  onChange: () => void;
}

/** Gives the account another certificate: one that was renewed, or one in place of a lost one. */
export function Exchange({ account, waits, signIn, onChange }: ExchangeProps) {
  const t = useMarketAccountMessages().exchange;
  const common = useCommonMessages();
  const client = useClient();
  const [state, setState] = useState({ busy: false, problem: '', done: false });
  const other = signIn && signIn.claims.fingerprint !== account.claims?.fingerprint ? signIn : null;
  const replace = async () => {
    setState({ busy: true, problem: '', done: false });
    const input = { accountId: account.id, expectedVersion: account.version };
    const { data, error } = await client.mutation(MarketCertificateReplace, { input });
    const refused = data?.marketCertificateReplace.userErrors[0]?.message;
    const problem = error ? problemText(error, common) : (refused ?? '');
    setState({ busy: false, problem, done: !problem });
    if (!problem) onChange();
  };
  return (
    <section aria-labelledby="exchange" className="stack">
      <h2 className="kern-heading-medium" id="exchange">
        {t.title}
      </h2>
      {state.problem && <Alert kind="danger" title={state.problem} announce />}
      {state.done && !waits && <Alert kind="success" title={t.done} announce />}
      {waits && (
        <Alert kind="info" title={t.waits} announce={state.done}>
          <p>{t.waitsText}</p>
        </Alert>
      )}
      {!waits && other && (
        <>
          <p>
            <strong>{t.found}.</strong> {t.foundText}
          </p>
          <div className="marketaccount-pair">
            <div className="marketaccount-claims">
              <h3 className="kern-heading-small">{t.before}</h3>
              {account.claims && <ClaimsFacts claims={account.claims} />}
            </div>
            <div className="marketaccount-claims">
              <h3 className="kern-heading-small">{t.after}</h3>
              <ClaimsFacts claims={other.claims} />
            </div>
          </div>
          <div>
            <Button look="primary" busy={state.busy} onClick={() => void replace()}>
              {t.submit}
            </Button>
          </div>
        </>
      )}
      {!waits && !other && (
        <>
          <p>{t.lead}</p>
          <CertificateStart look="secondary" />
          <p className="muted small">{t.lost}</p>
        </>
      )}
    </section>
  );
}
