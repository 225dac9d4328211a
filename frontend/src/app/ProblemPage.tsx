import { useCommonMessages } from '../lib/i18n/common.ts';
import { Button } from '../ui/Button.tsx';
import { Page } from '../ui/Page.tsx';

/** When a page breaks: says so without detail and offers to load it anew, which also fetches a newer version. */
export function ProblemPage() {
  const t = useCommonMessages();
  return (
    <Page title={t.problem.title} lead={t.problem.text}>
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
