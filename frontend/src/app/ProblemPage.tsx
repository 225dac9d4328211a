import { useFrameMessages } from '../lib/i18n/frame.ts';
import { BrokenPart } from '../lib/loadChunk.ts';
import { Button } from '../ui/Button.tsx';
import { Page } from '../ui/Page.tsx';

/** When a page breaks: says what happened, without technical detail, and offers to load it again, which also fetches a newer version. */
export function ProblemPage({ error }: { error: unknown }) {
  const t = useFrameMessages();
  return (
    <Page title={t.problem.title} lead={error instanceof BrokenPart ? t.problem.brokenPart : t.problem.text}>
      <div className="form-actions">
        <Button look="primary" icon="autorenew" onClick={() => location.reload()}>
          {t.problem.reload}
        </Button>
        <Button icon="home" onClick={() => location.assign('/')}>
          {t.problem.home}
        </Button>
      </div>
    </Page>
  );
}
