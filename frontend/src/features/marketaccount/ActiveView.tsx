import { useQuery } from 'urql';
import type { OwnAccountPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { daysUntil, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { type CertificateOfSession, Exchange } from './Exchange.tsx';
import { LimitNote } from './LimitNote.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';

const AccountNumbers = graphql(`
  query AccountNumbers($id: ID!) { organisation(id: $id) { id internal { accountsUsed accountLimit } } }
`);

// Renewing takes its time at the provider.
const soonDays = 60;

interface ActiveViewProps {
  account: OwnAccountPartsFragment;
  /** An exchange of the certificate waits for an operator. */
  exchangeWaits: boolean;
  signIn: CertificateOfSession | null | undefined;
  onChange: () => void;
}

/** An active account: for whom, what one may do and what comes next, its certificate and how it is exchanged. */
export function ActiveView({ account, exchangeWaits, signIn, onChange }: ActiveViewProps) {
  const texts = useMarketAccountMessages();
  const t = texts.active;
  const locale = useLocale();
  const { organisation, certificateValidTo, decidedAt } = account;
  const [{ data }] = useQuery({
    query: AccountNumbers,
    variables: { id: organisation?.id ?? '' },
    pause: !organisation,
    requestPolicy: 'cache-and-network',
  });
  const internal = data?.organisation?.internal;
  const ends = formatTimeAsDay(certificateValidTo, locale);
  const left = daysUntil(certificateValidTo.slice(0, 10));
  return (
    <Page title={t.title} lead={t.lead(organisation?.name ?? '')}>
      <div className="stack-l">
        {left <= soonDays && (
          <Alert kind="warning" title={left < 0 ? t.ended(ends) : t.endsSoon(ends)}>
            <p>{t.endsText}</p>
          </Alert>
        )}
        <div className="stack">
          <div>
            <Badge kind="success">{t.state}</Badge>
          </div>
          <Facts
            rows={[
              [t.signs, account.maySign ? t.may : t.mayNot],
              [t.since, decidedAt && formatTimeAsDay(decidedAt, locale)],
              [t.validTo, ends],
              [t.note, account.decisionNote],
            ]}
          />
          {account.shared && <p>{t.shared}</p>}
        </div>
        <section aria-labelledby="next" className="stack">
          <h2 className="kern-heading-medium" id="next">
            {t.next}
          </h2>
          <div className="form-actions">
            <ButtonLink to="/markt" look="primary">
              {t.catalogue}
            </ButtonLink>
            <ButtonLink to="/bestellungen">{t.orders}</ButtonLink>
            {organisation && (
              <ButtonLink to="/organisation/$organisationId" params={{ organisationId: organisation.id }}>
                {t.organisation}
              </ButtonLink>
            )}
          </div>
          <p className="muted small">{t.toOrganisation}</p>
        </section>
        <Exchange account={account} waits={exchangeWaits} signIn={signIn} onChange={onChange} />
        <LimitNote {...(internal && { used: internal.accountsUsed, limit: internal.accountLimit })} />
      </div>
    </Page>
  );
}
