import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { saveText } from '../../lib/saveFile.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useChannelMessages } from './channelMessages.ts';
import { Fingerprint } from './Fingerprint.tsx';

const GatewayKeys = graphql(`
  query GatewayKeys {
    platformKeys { gatewayEmail gatewayCertificate { subject issuer fingerprint notAfter pem } }
  }
`);

/** The one address that writes to and is answered by mailboxes, with its certificate to take along. */
export function Gateway() {
  const t = useChannelMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const [{ data, error }] = useQuery({ query: GatewayKeys, requestPolicy: 'cache-and-network' });
  const keys = data?.platformKeys;
  const certificate = keys?.gatewayCertificate;
  return (
    <section className="stack" aria-labelledby="channel-gateway">
      <h2 className="kern-heading-medium" id="channel-gateway">
        {t.gateway.title}
      </h2>
      {!keys && (error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />)}
      {keys && !(keys.gatewayEmail && certificate) && <Alert kind="warning" title={t.gateway.off} />}
      {keys?.gatewayEmail && certificate && (
        <>
          <p>{t.gateway.text}</p>
          <Facts
            rows={[
              [t.gateway.email, <strong key="email">{keys.gatewayEmail}</strong>],
              [t.gateway.certificate, certificate.subject],
              [t.gateway.issuer, certificate.issuer],
              [t.gateway.until, formatTimeAsDay(certificate.notAfter, locale)],
              [t.gateway.fingerprint, <Fingerprint key="fingerprint" hex={certificate.fingerprint} />],
            ]}
          />
          <p className="muted small">{t.gateway.fingerprintHint}</p>
          <p>
            <Button
              icon="download"
              onClick={() => saveText(certificate.pem, 'schalter-gateway.pem', 'application/x-pem-file')}
            >
              {t.gateway.download}
            </Button>
          </p>
        </>
      )}
    </section>
  );
}
