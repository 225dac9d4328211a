import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { mostCompared } from './catalogueSearch.ts';

/** What is ticked to be compared, in sight while one reads on. */
export function CompareBar({ slugs, onClear }: { slugs: readonly string[]; onClear: () => void }) {
  const t = useCatalogueMessages();
  if (slugs.length === 0) return null;
  return (
    <section className="catalogue-compare-bar no-print" aria-label={t.compareBar}>
      <p>
        {t.compareChosen(slugs.length, mostCompared)}
        {slugs.length === 1 && <span className="muted"> {t.compareOne}</span>}
      </p>
      <div className="row">
        {slugs.length > 1 && (
          <ButtonLink look="primary" to="/markt/vergleich" search={{ leistung: [...slugs] }}>
            {t.compareGo(slugs.length)}
          </ButtonLink>
        )}
        <Button look="tertiary" onClick={onClear}>
          {t.compareClear}
        </Button>
      </div>
    </section>
  );
}
