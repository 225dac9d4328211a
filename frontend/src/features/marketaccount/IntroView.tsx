import { NumberedSteps } from '../../ui/NumberedSteps.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { CertificateStart } from './CertificateStart.tsx';
import { LimitNote } from './LimitNote.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';

/** What an account of the market is for and how one gets it. */
export function IntroView() {
  const t = useMarketAccountMessages();
  return (
    <Page title={t.title} lead={t.intro.lead}>
      <div className="stack-l">
        <section aria-labelledby="market-account-how" className="stack">
          <h2 className="kern-heading-medium" id="market-account-how">
            {t.intro.how}
          </h2>
          <NumberedSteps steps={t.intro.steps} />
        </section>
        <section aria-labelledby="market-account-start" className="stack">
          <h2 className="kern-heading-medium" id="market-account-start">
            {t.intro.start}
          </h2>
          <CertificateStart />
          <p>
            <TextLink to="/markt">{t.intro.catalogue}</TextLink>
          </p>
        </section>
        <LimitNote />
      </div>
    </Page>
  );
}
