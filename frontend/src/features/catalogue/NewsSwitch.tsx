import { useState } from 'react';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { beginVisit, notesVisits, noteVisits } from './lastVisit.ts';

/** What this device knows of visits before this one. */
export interface LastVisit {
  /** Whether it notes them. */
  noted: boolean;
  /** When the one before this ended; null before the second. */
  since: string | null;
  setNoted: (noted: boolean) => void;
}

/** Begins a visit of the catalogue, once while its page is open. */
export function useLastVisit(): LastVisit {
  const [state, setState] = useState(() => ({ since: beginVisit(), noted: notesVisits() }));
  return {
    ...state,
    setNoted(noted) {
      noteVisits(noted);
      setState({ since: null, noted });
    },
  };
}

/** Whether what is new is marked: only where its reader wants it does a device note visits. */
export function NewsSwitch({ visit: { noted, since, setNoted } }: { visit: LastVisit }) {
  const t = useCatalogueMessages();
  const locale = useLocale();
  const kept = since ? t.news.since(formatTimeAsDay(since, locale)) : t.news.first;
  return (
    <div className="catalogue-news no-print">
      <Checkbox
        id="neues"
        label={t.news.label}
        hint={noted ? kept : t.news.hint}
        checked={noted}
        onChange={(event) => setNoted(event.target.checked)}
      />
    </div>
  );
}
