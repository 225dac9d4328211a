import { useState } from 'react';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { readOwnProcedure } from '../../market/ownProcedure.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { DataTable } from './DataTable.tsx';
import { OwnFit } from './OwnFit.tsx';
import { InterfaceBadge } from './StateBadge.tsx';

/** The interfaces of a sheet to specialist procedures. */
export const InterfacesParts = graphql(`
  fragment Interfaces on OfferingVersion {
    id
    interfaces {
      procedure { id name vendor { id name } }
      procedureVersions standard state costClass costNote
    }
  }
`);

/** Interfaces with state, versions and cost, one's own procedure first; that connecting them is one's own business is said. */
export function Interfaces({ version }: { version: FragmentType<typeof InterfacesParts> }) {
  const t = useCatalogueMessages();
  const [own] = useState(readOwnProcedure);
  const { interfaces } = readFragment(InterfacesParts, version);
  const isOwn = ({ procedure }: (typeof interfaces)[number]) => procedure.id === own?.id;
  const ordered = [...interfaces.filter(isOwn), ...interfaces.filter((one) => !isOwn(one))];
  return (
    <section className="stack" aria-labelledby="catalogue-interfaces">
      <h2 className="kern-heading-medium" id="catalogue-interfaces">
        {t.sheet.interfaces}
      </h2>
      {interfaces.length === 0 ? <p>{t.sheet.noInterfaces}</p> : <p>{t.sheet.interfacesText}</p>}
      {own && interfaces.length > 0 && <OwnFit interfaces={interfaces} own={own} />}
      {interfaces.length > 0 && (
        <DataTable
          labelledBy="catalogue-interfaces"
          columns={[t.sheet.procedure, t.sheet.interfaceState, t.sheet.versionsOf, t.cost]}
          rows={ordered.map((one) => ({
            key: `${one.procedure.id} ${one.procedureVersions.join()} ${one.standard ?? ''}`,
            marked: isOwn(one),
            name: (
              <span className="verbatim">
                {one.procedure.name}
                <br />
                <span className="muted small">
                  {one.procedure.vendor.name}
                  {isOwn(one) && ` · ${t.sheet.yours}`}
                  {one.standard && (
                    <>
                      <br />
                      {one.standard}
                    </>
                  )}
                </span>
              </span>
            ),
            cells: [
              <InterfaceBadge key="state" state={one.state} />,
              <span key="versions" className="verbatim">
                {one.procedureVersions.join(', ') || t.sheet.allVersions}
              </span>,
              <span key="cost">
                {t.costs[one.costClass]}
                {one.costNote && (
                  <>
                    <br />
                    <span className="muted small">{one.costNote}</span>
                  </>
                )}
              </span>,
            ],
          }))}
        />
      )}
    </section>
  );
}
