import { useState } from 'react';
import type { ConsentScope } from '../../gql/graphql.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useConsentMessages } from './consentMessages.ts';
import { scopes, useConsents } from './consentParts.ts';

interface ScopeProps {
  authorityId: string;
  scope: ConsentScope;
  text: { version: string; markdown: string };
  of: ReturnType<typeof useConsents>;
}

/** One scope: how it stands, the text, and the way to give or revoke it. */
function Scope({ authorityId, scope, text, of }: ScopeProps) {
  const t = useConsentMessages();
  const locale = useLocale();
  const [agreed, setAgreed] = useState(false);
  const [missing, setMissing] = useState(false);
  const consent = of.consents.find((one) => one.authority.id === authorityId && one.scope === scope);
  const standing = consent && !consent.revokedAt ? consent : undefined;
  const outdated = standing && standing.textVersion !== text.version;
  const id = `consent-${scope}-${authorityId}`;
  const state = () => {
    if (!consent) return t.states.none;
    if (consent.revokedAt) return t.states.revoked(formatTime(consent.revokedAt, locale));
    return t.states.given(formatTime(consent.givenAt, locale), consent.textVersion);
  };
  const give = async () => {
    setMissing(!agreed);
    if (!agreed) return document.getElementById(id)?.focus();
    if (await of.give(authorityId, scope, text.version)) setAgreed(false);
  };
  return (
    <li>
      <p>
        <strong>{t.scopes[scope]}</strong>
      </p>
      <p>{state()}</p>
      {outdated && <Alert kind="warning" title={t.states.outdated(standing.textVersion)} />}
      <Disclosure summary={t.read(text.version)}>
        <Markdown text={text.markdown} top={3} />
      </Disclosure>
      <EasyLanguage lines={t.easy[scope]} />
      {(!standing || outdated) && (
        <>
          <Checkbox
            id={id}
            label={t.agree}
            checked={agreed}
            error={missing && !agreed ? t.mustAgree : undefined}
            onChange={(event) => setAgreed(event.target.checked)}
          />
          <Button look="secondary" busy={of.busy} onClick={() => void give()}>
            {of.busy ? t.giving : t.give}
          </Button>
        </>
      )}
      {standing && (
        <Button look="tertiary" busy={of.busy} onClick={() => void of.revoke(standing.id)}>
          {t.revoke}
        </Button>
      )}
    </li>
  );
}

/** What a person lets one authority announce and serve here: read, given and revoked beside the authority. */
export function AuthorityConsents({ authorityId, name }: { authorityId: string; name: string }) {
  const t = useConsentMessages();
  const of = useConsents();
  if (of.loading) return <Spinner />;
  if (of.error) return <Alert kind="danger" title={t.failed} announce />;
  return (
    <>
      <p>{t.lead(name)}</p>
      {of.refused && <Alert kind="danger" title={of.refused} announce />}
      <ul className="mailbox-consents">
        {scopes.map(([scope, kind]) => {
          const text = of.texts.find((one) => one.kind === kind);
          return text && <Scope key={scope} authorityId={authorityId} scope={scope} text={text} of={of} />;
        })}
      </ul>
    </>
  );
}
