import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSearchBox } from '../../lib/searchBox.ts';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './catalogue.css';
import { marketOrganisations } from '../../lib/marketRights.ts';
import { keepOwnProcedure, type OwnProcedure, readOwnProcedure } from '../../market/ownProcedure.ts';
import { useMarketViewer } from '../../market/useMarketViewer.ts';
import { CatalogueFiles } from './CatalogueFiles.tsx';
import { CatalogueFilters } from './CatalogueFilters.tsx';
import { CatalogueList } from './CatalogueList.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import type { MarketSearch } from './catalogueSearch.ts';

/** The catalogue of what municipalities can take over; open to anyone. */
export function MarketPage() {
  const t = useCatalogueMessages();
  const search = useSearch({ from: '/markt' });
  const navigate = useNavigate({ from: '/markt' });
  const box = useSearchBox('suche', 'visit', 200);
  const [own, setOwn] = useState(readOwnProcedure);
  const set = (change: { [N in keyof MarketSearch]?: MarketSearch[N] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value));
    void navigate({ to: '.', search: next as MarketSearch, state: true, replace: true, resetScroll: false });
  };
  const ask = (procedure: OwnProcedure | null) =>
    set({ verfahren: procedure?.id, version: procedure?.version ?? undefined });
  const choose = (procedure: OwnProcedure | null) => {
    keepOwnProcedure(procedure);
    setOwn(procedure);
    // Another version of what is not asked for changes what the cards say, not what is listed.
    if (procedure?.id !== own?.id || search.verfahren) ask(procedure);
  };
  const viewer = useMarketViewer();
  const organisation = viewer ? marketOrganisations(viewer)[0]?.id : undefined;
  const filter = { ...search, ...(box.words && { suche: box.words }), ...(organisation && { organisation }) };
  return (
    <Page title={t.title} lead={t.lead} width="wide">
      <div className="catalogue-columns">
        <CatalogueFilters filter={filter} box={box} own={own} onOwn={choose} onSet={set} />
        <CatalogueList filter={filter} own={own} onSet={set} onWords={box.search} />
      </div>
      <CatalogueFiles />
      <p className="row catalogue-onward">
        {organisation && (
          <>
            <TextLink to="/bestellungen">{t.toOrders}</TextLink>
            <TextLink to="/vertraege">{t.toContracts}</TextLink>
          </>
        )}
        <TextLink to="/netzwerk">{t.toNetwork}</TextLink>
        <TextLink to="/markt/stand">{t.toPicture}</TextLink>
        <TextLink to="/umlage">{t.toLevy}</TextLink>
      </p>
    </Page>
  );
}
