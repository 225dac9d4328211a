import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { Alert } from '../../ui/Alert.tsx';
import { useOrdersMessages } from './ordersMessages.ts';

interface InterfaceNoteProps {
  /** The interface to the chosen procedure; undefined where the sheet names none. */
  found: OrderDraftFragment['ordered']['interfaces'][number] | undefined;
  vendor: string | undefined;
}

/** What the sheet says of connecting a procedure: how far it is, what it costs, who is asked for it, who pays. */
export function InterfaceNote({ found, vendor }: InterfaceNoteProps) {
  const t = useOrdersMessages();
  const title = found
    ? t.procedure.interface(t.procedure.states[found.state], found.standard)
    : t.procedure.noInterface;
  return (
    <Alert kind="info" title={title}>
      {found && found.procedureVersions.length > 0 && <p>{t.procedure.versions(found.procedureVersions.join(', '))}</p>}
      {found && (
        <p>
          {t.procedure.cost}: {t.check.interfaceCosts[found.costClass]}
          {found.costNote && `. ${found.costNote}`}
        </p>
      )}
      <p>{vendor ? t.procedure.order(vendor) : t.check.interfaceOwn}</p>
    </Alert>
  );
}
