import type { OwnAccountPartsFragment } from '../../gql/graphql.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { Timeline } from '../../ui/Timeline.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';

/** A request that waits: what comes next, and that nothing is to be done now. */
export function WaitingView({ account }: { account: OwnAccountPartsFragment }) {
  const texts = useMarketAccountMessages();
  const t = texts.waiting;
  const locale = useLocale();
  const { form, requestedAt } = account;
  return (
    <Page title={t.title} lead={t.lead(form?.email ?? '')} above={texts.title} takesFocus>
      <div className="stack-l">
        <Timeline
          label={t.way}
          steps={[
            {
              key: 'asked',
              state: 'done',
              title: t.asked,
              children: <p className="muted small">{formatTime(requestedAt, locale)}</p>,
            },
            {
              key: 'check',
              state: 'current',
              title: t.check,
              children: <p className="muted small">{t.checkText}</p>,
            },
            { key: 'mail', state: 'upcoming', title: t.mail, children: <p className="muted small">{t.mailText}</p> },
          ]}
        />
        <section aria-labelledby="asked-for" className="stack">
          <h2 className="kern-heading-medium" id="asked-for">
            {t.facts}
          </h2>
          <Facts
            rows={[
              [texts.check.organisation, account.organisation?.name ?? form?.organisationName],
              [texts.check.person, `${form?.givenName} ${form?.familyName}`],
              [texts.check.signing, form?.maySign ? texts.check.may : texts.check.mayNot],
            ]}
          />
        </section>
        <p>{t.tip}</p>
        <div className="form-actions">
          <ButtonLink to="/markt">{texts.active.catalogue}</ButtonLink>
        </div>
      </div>
    </Page>
  );
}
