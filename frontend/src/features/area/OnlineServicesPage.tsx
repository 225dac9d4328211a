import { useNavigate, useSearch } from '@tanstack/react-router';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAreaMessages } from './areaMessages.ts';
import { MarketExport } from './MarketExport.tsx';
import { OrganisationFrame } from './OrganisationFrame.tsx';
import { ServiceLinks } from './ServiceLinks.tsx';

/** All services of an organisation, with the link by which citizens reach them or without. */
export function OnlineServicesPage() {
  const t = useAreaMessages();
  const { organisation, zeige } = useSearch({ from: '/mein-bereich/online-dienste' });
  const navigate = useNavigate({ from: '/mein-bereich/online-dienste' });
  return (
    <OrganisationFrame
      title={t.links.title}
      lead={t.links.lead}
      above={
        <TextLink to="/mein-bereich" search={organisation ? { organisation } : {}}>
          {t.title}
        </TextLink>
      }
      chosen={organisation}
      onChoose={(id) => void navigate({ search: { organisation: id, ...(zeige && { zeige }) }, replace: true })}
    >
      {({ id }) => (
        <div key={id} className="stack-l">
          <ServiceLinks
            organisationId={id}
            only={zeige}
            onOnly={(next) =>
              void navigate({
                search: { ...(organisation && { organisation }), ...(next && { zeige: next }) },
                replace: true,
                resetScroll: false,
              })
            }
          />
          <MarketExport organisationId={id} services />
        </div>
      )}
    </OrganisationFrame>
  );
}
