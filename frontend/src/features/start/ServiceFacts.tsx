import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { SubmissionNotice } from '../../postbox/form/SubmissionNotice.tsx';
import { Alert } from '../../ui/Alert.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useStartMessages } from './startMessages.ts';

/** What there is to know of a service before one begins. */
export const ServiceFactsParts = graphql(`
  fragment ServiceFacts on Service {
    id leikaKey requiredDocuments fee processingTime legalBasis viaPointOfSingleContact requiredTrustLevel
    submission { ...SubmissionParts } deemedApproval { amount unit basis } undertakings { id name }
  }
`);

const strong = new Set(['EIDAS_LOW', 'EIDAS_SUBSTANTIAL', 'EIDAS_HIGH']);

/** Documents, cost, duration, legal basis and key of a service, and what the law asks beyond a letter-code account. */
export function ServiceFacts({
  service,
  ars,
}: {
  service: FragmentType<typeof ServiceFactsParts>;
  ars: string | undefined;
}) {
  const t = useStartMessages();
  const facts = readFragment(ServiceFactsParts, service);
  const rows = [
    [t.service.fee, facts.fee],
    [t.service.time, facts.processingTime],
    [t.service.legalBasis, facts.legalBasis],
    [t.service.leika, facts.leikaKey],
  ] as const;
  return (
    <section className="stack" aria-labelledby="start-facts">
      <h2 className="kern-heading-medium" id="start-facts">
        {t.service.facts}
      </h2>
      <SubmissionNotice submission={facts.submission} />
      {strong.has(facts.requiredTrustLevel) && <Alert kind="warning" title={t.service.trust} />}
      {facts.requiredDocuments.length > 0 && (
        <div className="prose">
          <h3 className="kern-heading-small">{t.service.documents}</h3>
          <ul>
            {facts.requiredDocuments.map((document) => (
              <li key={document}>{document}</li>
            ))}
          </ul>
        </div>
      )}
      <dl className="start-facts">
        {rows.map(([term, value]) =>
          value ? (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {facts.deemedApproval && <p>{t.service.deemed(facts.deemedApproval)}</p>}
      {facts.viaPointOfSingleContact && <p>{t.service.singleContact}</p>}
      {facts.undertakings.length > 0 && (
        <div>
          <h3 className="kern-heading-small">{t.service.undertakings}</h3>
          <ul className="start-plain-list">
            {facts.undertakings.map(({ id, name }) => (
              <li key={id}>
                <TextLink to="/vorhaben/$undertakingId" params={{ undertakingId: id }} search={ars ? { ars } : {}}>
                  {name}
                </TextLink>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
