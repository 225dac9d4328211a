import type { ReactNode } from 'react';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { type Comparison, compareEmails, compareKnown, compareNames, comparePersons } from './comparison.ts';
import { useReviewMessages } from './reviewMessages.ts';
import type { Reviewed } from './reviewParts.ts';

const looks = {
  same: 'success',
  spelling: 'info',
  mailbox: 'info',
  differs: 'warning',
  absent: 'info',
  unknown: 'info',
} as const satisfies Record<Comparison, string>;

interface Row {
  what: string;
  asked: ReactNode;
  said: ReactNode;
  /** Absent where there is nothing to compare. */
  result?: Comparison;
}

/** What was asked for beside what the certificate says, with the difference in words. */
export function ClaimsComparison({ account }: { account: Reviewed }) {
  const t = useReviewMessages().compare;
  const locale = useLocale();
  const { form, claims, organisation } = account;
  if (!form || !claims) return null;
  const name = `${form.givenName} ${form.familyName}`;
  const called = organisation?.name ?? form.organisationName;
  const known = organisation?.internal?.taxNumber;
  const rows: Row[] = [
    { what: t.person, asked: name, said: claims.personName, result: comparePersons(name, claims.personName) },
    {
      what: t.email,
      asked: form.email,
      said: claims.email,
      result: compareEmails(form.email, claims.email, form.functionalMailboxes),
    },
    {
      what: t.organisation,
      asked: called,
      said: claims.organisationName,
      result: compareNames(called, claims.organisationName),
    },
    { what: t.taxNumber, asked: known, said: claims.taxNumber, result: compareKnown(known, claims.taxNumber) },
    {
      what: t.address,
      asked: organisation?.address && <PostalAddressLines address={organisation.address} locale={locale} />,
      said: claims.address && <PostalAddressLines address={claims.address} locale={locale} />,
    },
  ];
  const differing = rows.filter(({ result }) => result === 'differs').length;
  return (
    <section aria-labelledby="comparison" className="stack">
      <h2 className="kern-heading-medium" id="comparison">
        {t.title}
      </h2>
      <p>{t.lead(differing)}</p>
      <table className="marketaccount-comparison">
        <thead>
          <tr>
            <th scope="col">{t.what}</th>
            <th scope="col">{t.form}</th>
            <th scope="col">{t.certificate}</th>
            <th scope="col">{t.result}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, asked, said, result }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td data-label={t.form} className="verbatim">
                {asked || <span className="muted">{t.none}</span>}
              </td>
              <td data-label={t.certificate} className="verbatim">
                {said || <span className="muted">{t.none}</span>}
              </td>
              <td data-label={t.result}>{result && <Badge kind={looks[result]}>{t.results[result]}</Badge>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
