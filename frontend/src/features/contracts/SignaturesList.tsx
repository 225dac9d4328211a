import type { ContractPartsFragment } from '../../gql/graphql.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Facts } from '../../ui/Facts.tsx';
import { useContractsMessages } from './contractsMessages.ts';

/** Who signed a contract for whom, when, and with which certificate. */
export function SignaturesList({ signatures }: { signatures: ContractPartsFragment['signatures'] }) {
  const t = useContractsMessages().signatures;
  const locale = useLocale();
  return (
    <section className="stack" aria-labelledby="contract-signatures">
      <h2 className="kern-heading-medium" id="contract-signatures">
        {t.title}
      </h2>
      {signatures.length === 0 && <p>{t.none}</p>}
      <ul className="stack">
        {signatures.map((one) => (
          <li key={one.party} className="card">
            <h3 className="kern-heading-small">{t.parties[one.party]}</h3>
            <p className="verbatim">
              {one.actingPerson ? t.acting(one.actingPerson, one.signerName) : one.signerName}
              <br />
              {one.organisation.name}
            </p>
            <p>{t.at(formatTime(one.at, locale))}</p>
            <p className="muted small">{t.signedIn(formatTime(one.signedInAt, locale))}</p>
            <Facts
              rows={[
                [
                  t.certificate,
                  <span key="certificate" className="market-digest small">
                    {one.certificateFingerprint}
                  </span>,
                ],
              ]}
            />
          </li>
        ))}
      </ul>
      <p className="muted small">{t.form}</p>
    </section>
  );
}
