import type { FragmentType } from '../../gql/index.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ClaimsFacts, type ClaimsParts } from './ClaimsFacts.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';

/** A certificate without an e-mail address, of somebody without an account: what to do first. */
export function NoEmailView({ claims }: { claims: FragmentType<typeof ClaimsParts> }) {
  const t = useMarketAccountMessages();
  return (
    <Page title={t.noEmail.title} lead={t.noEmail.text} above={t.title}>
      <div className="stack-l">
        <section aria-labelledby="claims" className="marketaccount-claims">
          <h2 className="kern-heading-small" id="claims">
            {t.claims.title}
          </h2>
          <ClaimsFacts claims={claims} />
        </section>
        <div className="form-actions">
          <ButtonLink to="/registrieren" look="primary">
            {t.noEmail.register}
          </ButtonLink>
        </div>
        <p>
          {t.haveAccount} <TextLink to="/anmelden/ohne-konto">{t.connect}</TextLink>
        </p>
      </div>
    </Page>
  );
}
