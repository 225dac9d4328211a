import { fitOf, type NamedInterface, type OwnProcedure } from '../../market/ownProcedure.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** Whether a sheet names an interface to one's own specialist procedure, and to its version. */
export function OwnFit({ interfaces, own }: { interfaces: readonly NamedInterface[]; own: OwnProcedure }) {
  const t = useCatalogueMessages();
  const fit = fitOf(interfaces, own);
  if (!fit) return <p className="catalogue-fit muted">{t.own.none(own.name)}</p>;
  const good = fit.version !== 'other' && (fit.found.state === 'AVAILABLE' || fit.found.state === 'IN_TEST');
  return (
    <p className="catalogue-fit">
      <Icon name={good ? 'check' : 'info'} size="small" />
      <span>{t.own.fit(own.name, t.sheet.interfaceStates[fit.found.state], t.own.versions[fit.version])}</span>
    </p>
  );
}
