import { TextLink } from '../../ui/TextLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** Where members of an organisation ask the operators about an offering; of one with a contract, also when they cannot sign. */
export function AskOperators({ slug, signed }: { slug: string; signed: boolean }) {
  const t = useCatalogueMessages();
  return (
    <section className="no-print" aria-labelledby="catalogue-ask">
      <h2 className="kern-heading-small" id="catalogue-ask">
        {t.sheet.ask}
      </h2>
      <p className="muted small">{t.sheet.askText}</p>
      <ul className="catalogue-links">
        <li>
          <TextLink to="/tickets/neu" search={{ angebot: slug }}>
            {t.sheet.askQuestion}
          </TextLink>
        </li>
        {signed && (
          <li>
            <TextLink to="/tickets/neu" search={{ angebot: slug, grund: 'unterschrift' }}>
              {t.sheet.cannotSign}
            </TextLink>
          </li>
        )}
      </ul>
    </section>
  );
}
