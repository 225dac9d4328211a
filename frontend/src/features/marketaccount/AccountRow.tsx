import type { AccountRowPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatTime, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import type { StateWord } from './accountStates.ts';
import { useReviewMessages } from './reviewMessages.ts';

/** An account as the operators' list shows it. */
export const AccountRowParts = graphql(`
  fragment AccountRowParts on MarketAccount {
    id
    state
    person { id name }
    organisation { id name }
    newOrganisation
    form { organisationName maySign }
    maySign
    shared
    certificateValidTo
    requestedAt
    decidedAt
    replaces { id }
  }
`);

/** One account of the list, with the way to it. */
export function AccountRow({ account, stand }: { account: AccountRowPartsFragment; stand: StateWord | undefined }) {
  const t = useReviewMessages();
  const locale = useLocale();
  const { id, state, person, organisation, form, requestedAt, decidedAt } = account;
  const waits = state === 'PENDING_REVIEW';
  return (
    <li className="card">
      <h2 className="kern-heading-small verbatim">{person.name}</h2>
      <p className="verbatim">{organisation?.name ?? form?.organisationName}</p>
      <p className="marketaccount-badges">
        {account.newOrganisation && <Badge kind="warning">{t.newOrganisation}</Badge>}
        {account.replaces && <Badge kind="info">{t.exchange}</Badge>}
        {account.maySign && <Badge kind="info">{waits ? t.wantsToSign : t.signs}</Badge>}
        {account.shared && <Badge kind="info">{t.shared}</Badge>}
      </p>
      <p className="muted small">
        {t.asked(formatTime(requestedAt, locale))}
        {decidedAt && ` · ${t.decided(formatTime(decidedAt, locale))}`}
        {` · ${t.validTo} ${formatTimeAsDay(account.certificateValidTo, locale)}`}
      </p>
      <div>
        <ButtonLink
          to="/betrieb/marktkonten"
          search={{ stand, antrag: id }}
          look={waits ? 'primary' : 'secondary'}
          aria-label={waits ? t.checkNamed(person.name) : t.viewNamed(person.name)}
        >
          {waits ? t.check : t.view}
        </ButtonLink>
      </div>
    </li>
  );
}
