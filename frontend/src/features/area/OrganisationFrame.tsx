import type { ReactNode } from 'react';
import { marketOrganisations } from '../../lib/marketRights.ts';
import { useViewer } from '../../lib/viewer.ts';

import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './area.css';
import { useAreaMessages } from './areaMessages.ts';

interface OrganisationFrameProps {
  title: string;
  lead?: string;
  above: ReactNode;
  /** The organisation that the address names. */
  chosen: string | undefined;
  onChoose: (organisationId: string) => void;
  /** The page of one organisation. */
  children: (organisation: { id: string; name: string }) => ReactNode;
}

/** A page for one of the reader's organisations: the only one, or the one that is chosen; without any it says how to come to one. */
export function OrganisationFrame({ title, lead, above, chosen, onChoose, children }: OrganisationFrameProps) {
  const t = useAreaMessages();
  const { viewer, loading } = useViewer();
  if (loading || !viewer) return <Spinner />;
  const mine = marketOrganisations(viewer).toSorted((a, b) => a.name.localeCompare(b.name, 'de'));
  const [first] = mine;
  const shown = chosen === undefined ? first : mine.find(({ id }) => id === chosen);
  return (
    <Page title={title} lead={lead} above={above} width="wide">
      <div className="stack-l">
        {!first && (
          <EmptyState
            title={t.none.title}
            action={
              <p className="row">
                <ButtonLink to="/markt/konto" look="primary">
                  {t.none.action}
                </ButtonLink>
                <TextLink to="/markt">{t.none.read}</TextLink>
              </p>
            }
          >
            {t.none.text}
          </EmptyState>
        )}
        {mine.length === 1 && shown && <p className="area-name verbatim">{shown.name}</p>}
        {mine.length > 1 && (
          <div className="area-filter">
            <Select
              id="area-organisation"
              label={t.organisation}
              value={shown?.id ?? ''}
              onChange={({ target }) => onChoose(target.value)}
            >
              {!shown && <option value="" />}
              {mine.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </div>
        )}
        {first && !shown && <EmptyState title={t.missing}>{t.missingText}</EmptyState>}
        {shown && children(shown)}
      </div>
    </Page>
  );
}
