import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import type { FieldsProps } from './deskFields.ts';
import { inventedParts } from './invented.ts';
/** What the form does not say: the note on data protection, and where the facts are from. */
export function DeskDataProtection({ form, offering }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  const locale = useLocale();
  const current = offering?.current;
  const note = current?.dataProtection;
  return (
    <>
      {form.values.kind !== 'EFA' && <p>{w.note.none}</p>}
      {form.values.kind === 'EFA' && !note && <p>{w.note.comes}</p>}
      {form.values.kind === 'EFA' && note && (
        <>
          <p>{w.note.lead}</p>
          <blockquote className="stack">
            <p>
              {note.noAgreement} ({note.legalBasis})
            </p>
            <p>{note.ownProcessing}</p>
          </blockquote>
          <p className="muted small">{w.note.validFrom(note.version, formatDate(note.validFrom, locale))}</p>
        </>
      )}
      {current && current.sources.length > 0 && (
        <>
          <h3 className="kern-heading-small">{w.note.sources}</h3>
          <ul className="prose">
            {current.sources.map((source) => (
              <li key={source} className="verbatim">
                {source}
              </li>
            ))}
          </ul>
        </>
      )}
      {current && current.invented.length > 0 && <p>{w.note.invented(inventedParts(current.invented, t))}</p>}
    </>
  );
}
