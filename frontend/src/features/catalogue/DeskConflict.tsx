import { useEffect, useRef } from 'react';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { DeskChanges } from './DeskChanges.tsx';
import type { DeskOfferingParts } from './deskParts.ts';
import { changesOf, clashes } from './sheetChanges.ts';
import { type SheetValues, valuesOf } from './sheetValues.ts';

interface DeskConflictProps {
  /** What the form began with. */
  base: SheetValues;
  /** What stands in it. */
  mine: SheetValues;
  /** The offering as somebody else saved it. */
  latest: DeskOfferingParts;
  /** Somebody wants to save and is hindered: the heading takes the focus. */
  takesFocus: boolean;
  onMerge: () => void;
  onDrop: () => void;
}

/** Says that somebody else saved meanwhile and what that changed, and offers two ways on. */
export function DeskConflict({ base, mine, latest, takesFocus, onMerge, onDrop }: DeskConflictProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  const locale = useLocale();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const theirs = valuesOf(latest);
  const changes = changesOf(base, theirs, t, w);
  const both = clashes(base, mine, theirs, t, w);
  return (
    <section className="stack desk-conflict" aria-labelledby="desk-conflict">
      <h2 className="kern-heading-medium" id="desk-conflict" ref={heading} tabIndex={-1}>
        {w.conflict.title}
      </h2>
      <Alert
        kind="warning"
        title={w.conflict.text(latest.current.version, formatTime(latest.changedAt, locale))}
        announce
      />
      <h3 className="kern-heading-small">{w.conflict.theirs}</h3>
      {changes.length === 0 ? (
        <p>{w.conflict.nothing}</p>
      ) : (
        <DeskChanges changes={changes} before={w.checking.before} after={w.checking.after} />
      )}
      {both.length > 0 && (
        <>
          <h3 className="kern-heading-small">{w.conflict.clashes}</h3>
          <p>{w.conflict.clashesText}</p>
          <DeskChanges changes={both} before={w.conflict.theirLine} after={w.conflict.myLine} />
        </>
      )}
      <div className="form-actions">
        <Button look="primary" onClick={onMerge}>
          {w.conflict.merge}
        </Button>
        <Button onClick={onDrop}>{w.conflict.drop}</Button>
      </div>
    </section>
  );
}
