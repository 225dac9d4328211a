import type { OrganisationPartsFragment } from '../../gql/graphql.ts';
import { useOrganisationKinds } from '../../lib/i18n/organisationKinds.ts';
import { useOrganisationMessages } from './organisationMessages.ts';

/** The parts of an organisation with tasks of their own; nothing where there are none. */
export function UnitsSection({ units }: Pick<OrganisationPartsFragment, 'units'>) {
  const t = useOrganisationMessages().units;
  const kinds = useOrganisationKinds();
  if (units.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="units">
      <h2 className="kern-heading-medium" id="units">
        {t.title}
      </h2>
      <p>{t.lead}</p>
      <ul>
        {units.map(({ id, name, kind, validTo }) => (
          <li key={id}>
            <span className="verbatim">{name}</span>{' '}
            <span className="muted">
              {kinds[kind]}
              {validTo && `, ${t.until(validTo)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
