import { useNavigate, useSearch } from '@tanstack/react-router';
import { TextLink } from '../../ui/TextLink.tsx';
import { AreaLists } from './AreaLists.tsx';
import { AreaNews } from './AreaNews.tsx';
import { AreaTasks } from './AreaTasks.tsx';
import { useAreaMessages } from './areaMessages.ts';
import { MarketExport } from './MarketExport.tsx';
import { OrganisationFrame } from './OrganisationFrame.tsx';

/** What a municipality has in the market, what waits for it first. */
export function AreaPage() {
  const t = useAreaMessages();
  const { organisation } = useSearch({ from: '/mein-bereich' });
  const navigate = useNavigate({ from: '/mein-bereich' });
  return (
    <OrganisationFrame
      title={t.title}
      above={<TextLink to="/markt">{t.toMarket}</TextLink>}
      chosen={organisation}
      onChoose={(id) => void navigate({ search: { organisation: id }, replace: true })}
    >
      {({ id }) => (
        <div key={id} className="stack-l">
          <AreaTasks organisationId={id} />
          <AreaLists organisationId={id} />
          <AreaNews />
          <MarketExport organisationId={id} />
        </div>
      )}
    </OrganisationFrame>
  );
}
