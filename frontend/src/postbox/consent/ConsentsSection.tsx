import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useConsentMessages } from './consentMessages.ts';
import { useConsents } from './consentParts.ts';

/** All consents of a person, in the account: those in force, and the last revoked ones. */
export function ConsentsSection() {
  const t = useConsentMessages();
  const locale = useLocale();
  const { consents, loading, error, busy, refused, revoke } = useConsents();
  return (
    <section aria-labelledby="consents">
      <h2 className="kern-heading-medium" id="consents">
        {t.account.title}
      </h2>
      <p>{t.account.lead}</p>
      {loading && <Spinner />}
      {error && <Alert kind="danger" title={t.failed} announce />}
      {refused && <Alert kind="danger" title={refused} announce />}
      {!loading && !error && consents.length === 0 && <p>{t.account.none}</p>}
      <ul className="account-consents">
        {consents.map(({ id, scope, textVersion, givenAt, revokedAt, authority }) => (
          <li key={id}>
            <p>
              <strong className="verbatim">{authority.name}</strong>: {t.short[scope]}
            </p>
            <p className="muted small">
              {revokedAt
                ? t.account.ended(formatTime(givenAt, locale), formatTime(revokedAt, locale))
                : t.account.inForce(formatTime(givenAt, locale), textVersion)}
            </p>
            {!revokedAt && (
              <Button
                look="tertiary"
                busy={busy}
                aria-label={t.account.revokeOf(t.short[scope], authority.name)}
                onClick={() => void revoke(id)}
              >
                {t.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
