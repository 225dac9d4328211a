import type { OwnAccountPartsFragment } from '../../gql/graphql.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { CertificateStart } from './CertificateStart.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';

interface ClosedViewProps {
  account: OwnAccountPartsFragment;
  /** The session has a certificate by which one can ask. */
  canAsk: boolean;
}

/** An account that was rejected, with the reason, or that has ended; and how to ask again. */
export function ClosedView({ account, canAsk }: ClosedViewProps) {
  const texts = useMarketAccountMessages();
  const locale = useLocale();
  const { state, decisionNote, decidedAt, form } = account;
  const rejected = state === 'REJECTED';
  const t = rejected ? texts.rejected : texts.disabled;
  const name = form?.organisationName || account.organisation?.name || '';
  return (
    <Page title={t.title} lead={t.lead(name)} above={texts.title}>
      <div className="stack-l">
        {rejected ? (
          <section aria-labelledby="reason" className="marketaccount-claims">
            <h2 className="kern-heading-small" id="reason">
              {texts.rejected.reason}
            </h2>
            <p className="verbatim">{decisionNote}</p>
            {decidedAt && <p className="muted small">{texts.rejected.decided(formatTime(decidedAt, locale))}</p>}
          </section>
        ) : (
          <p>{texts.disabled.text}</p>
        )}
        {canAsk ? (
          <>
            {rejected && <p>{texts.rejected.againText}</p>}
            <div className="form-actions">
              <ButtonLink to="/markt/konto" search={{ schritt: rejected ? 'pruefen' : 'organisation' }} look="primary">
                {texts.rejected.again}
              </ButtonLink>
            </div>
          </>
        ) : (
          <>
            <p>{texts.rejected.signIn}</p>
            <CertificateStart />
          </>
        )}
      </div>
    </Page>
  );
}
