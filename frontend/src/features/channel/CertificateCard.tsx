import type { CertificatePartsFragment } from '../../gql/graphql.ts';
import { formatTime, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { badgeKind, commonName } from './certificateState.ts';
import { useChannelMessages } from './channelMessages.ts';
import { Fingerprint } from './Fingerprint.tsx';

interface CertificateCardProps {
  certificate: CertificatePartsFragment;
  /** Missing where only the authority itself may remove it. */
  onRemove: (() => void) | undefined;
}

/** One certificate: whether it can be used, until when, for what, and what should be better. */
export function CertificateCard({ certificate, onRemove }: CertificateCardProps) {
  const t = useChannelMessages();
  const locale = useLocale();
  const name = commonName(certificate.subject);
  const { subject, state, notBefore, notAfter, forEncryption, forSigning, warnings, gatewayDomain } = certificate;
  const advice =
    state in t.certificates.advice ? t.certificates.advice[state as keyof typeof t.certificates.advice] : '';
  const usages = [forEncryption && t.certificates.encrypting, forSigning && t.certificates.signing].filter(Boolean);
  return (
    <li className="card">
      <div className="card-head">
        <h3 className="kern-heading-small verbatim">{name}</h3>
        <Badge kind={badgeKind(state)}>{t.certificates.states[state]}</Badge>
      </div>
      {advice && <p>{advice}</p>}
      <Facts
        rows={[
          [
            t.certificates.validity,
            t.certificates.validityText(formatTimeAsDay(notBefore, locale), formatTimeAsDay(notAfter, locale)),
          ],
          [t.certificates.usages, usages.join(', ')],
          [t.certificates.emails, certificate.emails.join(', ')],
          [t.certificates.gateway, gatewayDomain && t.certificates.gatewayText(gatewayDomain)],
        ]}
      />
      {warnings.length > 0 && (
        <ul className="channel-warnings" aria-label={t.certificates.warnings}>
          {warnings.map((warning) => (
            <li key={warning}>
              <Icon name="warning" size="small" />
              <span>{warning}</span>
            </li>
          ))}
        </ul>
      )}
      <Disclosure summary={t.certificates.details}>
        <Facts
          rows={[
            [t.certificates.subject, subject],
            [t.certificates.issuer, certificate.issuer],
            [t.certificates.serial, <code key="serial">{certificate.serialNumber}</code>],
            [t.certificates.key, certificate.key],
            [t.certificates.fingerprint, <Fingerprint key="fingerprint" hex={certificate.fingerprint} />],
            [
              t.certificates.revocation,
              certificate.revocationCheckedAt
                ? formatTime(certificate.revocationCheckedAt, locale)
                : t.certificates.revocationNever,
            ],
          ]}
        />
      </Disclosure>
      {onRemove && (
        <div>
          <Button small icon="delete" aria-label={t.certificates.removeNamed(name)} onClick={onRemove}>
            {t.certificates.remove}
          </Button>
        </div>
      )}
    </li>
  );
}
