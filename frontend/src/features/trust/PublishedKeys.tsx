import { type ReactNode, useEffect, useState } from 'react';
import type { TrustKeysQuery } from '../../gql/graphql.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { saveText } from '../../lib/saveFile.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { certificateFingerprint, keyFingerprint } from './keyFingerprint.ts';
import { useTrustMessages } from './trustMessages.ts';

type Keys = TrustKeysQuery['platformKeys'];
type Certificate = Keys['sealCertificate'];

function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="trust-facts">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd className="verbatim">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function CertificateFacts({
  certificate,
  file,
  of,
  before = [],
}: {
  certificate: Certificate;
  file: string;
  /** What it belongs to, for the button's name. */
  of: string;
  before?: readonly (readonly [string, ReactNode])[];
}) {
  const t = useTrustMessages().keys;
  const locale = useLocale();
  return (
    <>
      <Facts
        rows={[
          ...before,
          [t.certificate, certificate.subject],
          [t.issuer, certificate.issuer],
          [t.until, formatTimeAsDay(certificate.notAfter, locale)],
          [t.fingerprint, <code key="fingerprint">{certificateFingerprint(certificate.fingerprint)}</code>],
        ]}
      />
      <p className="no-print">
        <Button
          small
          icon="download"
          aria-label={`${t.download}: ${of}`}
          onClick={() => saveText(certificate.pem, file, 'application/x-pem-file')}
        >
          {t.download}
        </Button>
      </p>
    </>
  );
}

function SealKeyRow({ sealKey: { publicKey, active, since } }: { sealKey: Keys['sealKeys'][number] }) {
  const t = useTrustMessages().keys;
  const locale = useLocale();
  const [fingerprint, setFingerprint] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    void keyFingerprint(publicKey).then((found) => {
      if (!left) setFingerprint(found);
    });
    return () => {
      left = true;
    };
  }, [publicKey]);
  return (
    <li className="trust-key">
      <p className="row">
        <Badge kind={active ? 'success' : 'info'} icon={active ? 'check' : 'info'}>
          {active ? t.active : t.former}
        </Badge>
        <span className="muted small">{t.since(formatTimeAsDay(since, locale))}</span>
      </p>
      <Facts
        rows={[
          [t.fingerprint, fingerprint ? <code key="fingerprint">{fingerprint}</code> : t.noFingerprint],
          [t.publicKey, <code key="key">{publicKey}</code>],
        ]}
      />
    </li>
  );
}

function Section({ id, title, text, children }: { id: string; title: string; text: string; children: ReactNode }) {
  return (
    <section className="stack" aria-labelledby={id}>
      <h3 className="kern-heading-small" id={id}>
        {title}
      </h3>
      <p>{text}</p>
      {children}
    </section>
  );
}

/** The address alone: the server may name another host than the one the page came from. */
function pathOf(url: string): string {
  return new URL(url, location.origin).pathname;
}

/** Seal, signing keys, gateway and log as the platform publishes them. */
export function PublishedKeys({ keys }: { keys: Keys }) {
  const t = useTrustMessages().keys;
  const locale = useLocale();
  const { sealCertificate, sealKeys, gatewayEmail, gatewayCertificate, log } = keys;
  return (
    <>
      <Section id="trust-seal" title={t.seal} text={t.sealText}>
        <CertificateFacts certificate={sealCertificate} file="schalter-siegel.pem" of={t.seal} />
      </Section>
      <Section id="trust-signing" title={t.signing} text={t.signingText}>
        <ul className="trust-keys">
          {sealKeys.map((one) => (
            <SealKeyRow key={one.id} sealKey={one} />
          ))}
        </ul>
      </Section>
      <Section id="trust-gateway" title={t.gateway} text={gatewayEmail ? t.gatewayText : t.gatewayOff}>
        {gatewayEmail && gatewayCertificate && (
          <CertificateFacts
            certificate={gatewayCertificate}
            file="schalter-gateway.pem"
            of={t.gateway}
            before={[[t.address, <strong key="address">{gatewayEmail}</strong>]]}
          />
        )}
      </Section>
      <Section id="trust-log" title={t.log} text={t.logText}>
        <Facts
          rows={[
            [t.origin, log.origin],
            [t.verifierKey, <code key="key">{log.verifierKey}</code>],
            [t.size, log.size.toLocaleString(locale === 'de' ? 'de-DE' : 'en-GB')],
            [
              t.checkpoint,
              // Not a page of the router; an empty log has none yet.
              log.size > 0 ? (
                <a key="checkpoint" className="kern-link kern-link--no-visited-state" href={pathOf(log.checkpointUrl)}>
                  {t.openCheckpoint}
                </a>
              ) : (
                t.noCheckpoint
              ),
            ],
          ]}
        />
      </Section>
    </>
  );
}
