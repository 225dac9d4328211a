import { formatDate, formatTime, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useOrganisationKinds } from '../../lib/i18n/organisationKinds.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useReviewMessages } from './reviewMessages.ts';
import type { Reviewed } from './reviewParts.ts';

/** What else belongs to an account: signing, mailboxes, numbers used, what was decided. */
export function ReviewFacts({ account }: { account: Reviewed }) {
  const texts = useReviewMessages();
  const t = texts.facts;
  const kinds = useOrganisationKinds();
  const locale = useLocale();
  const { form, claims, organisation } = account;
  if (!form || !claims) return null;
  const officer = form.digitalOfficer;
  const internal = organisation?.internal;
  const number = (n: number) => n.toLocaleString(locale === 'de' ? 'de-DE' : 'en-GB');
  return (
    <section aria-labelledby="review-facts" className="stack">
      <h2 className="kern-heading-medium" id="review-facts">
        {t.title}
      </h2>
      {account.replaces && <Alert kind="info" title={t.replaces} />}
      <Facts
        rows={[
          [t.kind, kinds[organisation?.kind ?? form.kind]],
          [t.legalForm, claims.legalForm],
          [t.signing, form.maySign ? t.yes : t.no],
          [t.evidence, form.evidence],
          [t.until, form.signUntil && formatDate(form.signUntil, locale)],
          [t.mailboxes, form.functionalMailboxes.join(', ')],
          [
            t.officer,
            officer && [officer.name, officer.department, officer.email, officer.phone].filter(Boolean).join(' · '),
          ],
          [t.phone, form.phone],
          [t.invitedBy, account.invitedBy],
          [t.used, internal && t.usedOf(number(internal.accountsUsed), number(internal.accountLimit))],
          [texts.validTo, formatTimeAsDay(account.certificateValidTo, locale)],
          [
            t.fingerprint,
            <code key="fingerprint" className="marketaccount-fingerprint">
              {claims.fingerprint}
            </code>,
          ],
          [t.note, account.decisionNote],
        ]}
      />
      {organisation && !account.newOrganisation && (
        <p>
          <TextLink to="/organisation/$organisationId" params={{ organisationId: organisation.id }}>
            {t.organisationPage}
          </TextLink>
        </p>
      )}
      <p className="muted small">
        {texts.asked(formatTime(account.requestedAt, locale))}
        {account.decidedAt && ` · ${texts.decided(formatTime(account.decidedAt, locale))}`}
      </p>
    </section>
  );
}
