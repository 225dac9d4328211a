import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { certificateFingerprint } from './keyFingerprint.ts';
import { PublishedKeys } from './PublishedKeys.tsx';
import './trust.css';
import { useTrustMessages } from './trustMessages.ts';

const TrustKeys = graphql(`
  query TrustKeys {
    platformKeys {
      gatewayEmail
      gatewayCertificate { subject issuer fingerprint notAfter pem }
      sealCertificate { subject issuer fingerprint notAfter pem }
      sealKeys { id publicKey active since }
      log { origin verifierKey size checkpointUrl }
    }
  }
`);

function Reading() {
  const { reading } = useTrustMessages();
  const { title, intended, ...parts } = reading;
  return (
    <section className="stack" aria-labelledby="trust-reading">
      <h2 className="kern-heading-medium" id="trust-reading">
        {title}
      </h2>
      <p>{intended}</p>
      <dl className="trust-readers">
        {Object.values(parts).map((part) => (
          <div key={part.title}>
            <dt>{part.title}</dt>
            <dd>{part.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Proof({ fingerprint }: { fingerprint: string | undefined }) {
  const { proof } = useTrustMessages();
  return (
    <section className="stack" aria-labelledby="trust-proof">
      <h2 className="kern-heading-medium" id="trust-proof">
        {proof.title}
      </h2>
      <p>{proof.text}</p>
      <ul className="trust-ways">
        <li>
          <TextLink to="/pruefen">{proof.page}</TextLink>
        </li>
        <li>{proof.program}</li>
        <li>{proof.openssl}</li>
      </ul>
      {fingerprint && (
        <p>
          {proof.compare}
          <br />
          <code className="trust-fingerprint">{certificateFingerprint(fingerprint)}</code>
        </p>
      )}
    </section>
  );
}

/** In plain words who can read what, how deleting works and how a proof is checked; and the platform's public keys. */
export function TrustPage() {
  const t = useTrustMessages();
  const common = useCommonMessages();
  const [{ data, error }] = useQuery({ query: TrustKeys, requestPolicy: 'cache-and-network' });
  const keys = data?.platformKeys;
  return (
    <Page title={t.title} lead={t.lead}>
      <div className="trust-sections">
        <Reading />
        <section className="stack" aria-labelledby="trust-legacy">
          <h2 className="kern-heading-medium" id="trust-legacy">
            {t.legacy.title}
          </h2>
          <p>{t.legacy.text}</p>
        </section>
        <section className="stack" aria-labelledby="trust-deleting">
          <h2 className="kern-heading-medium" id="trust-deleting">
            {t.deleting.title}
          </h2>
          <p>{t.deleting.text}</p>
          <p>{t.deleting.others}</p>
        </section>
        <Proof fingerprint={keys?.sealCertificate.fingerprint} />
        <section className="stack" aria-labelledby="trust-dates">
          <h2 className="kern-heading-medium" id="trust-dates">
            {t.dates.title}
          </h2>
          <p>{t.dates.text}</p>
          <p>
            <TextLink to="/vertrauen/regeln">{t.dates.rules}</TextLink>
          </p>
        </section>
        <section className="trust-published" aria-labelledby="trust-keys">
          <h2 className="kern-heading-medium" id="trust-keys">
            {t.keys.title}
          </h2>
          {keys && <PublishedKeys keys={keys} />}
          {!keys && error && <Alert kind="danger" title={`${t.keys.failed} ${problemText(error, common)}`} announce />}
          {!keys && !error && <Spinner />}
        </section>
      </div>
    </Page>
  );
}
