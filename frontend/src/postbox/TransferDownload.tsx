import { useCommonMessages } from '../lib/i18n/common.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { usePostboxMessages } from './postboxMessages.ts';
import { useTransferMessages } from './transferMessages.ts';
import { usePackage } from './usePackage.ts';

/** Offers a case in the form that the authority's file system takes in. */
export function TransferDownload({ caseId }: { caseId: string }) {
  const t = useTransferMessages();
  const words = usePostboxMessages().packages;
  const common = useCommonMessages();
  const { busy, begun, problem, fetch } = usePackage({ kind: 'TRANSFER', id: caseId });
  return (
    <>
      <h3 className="postbox-package-title">{t.title}</h3>
      <p>{t.what}</p>
      <p className="muted">{t.checked}</p>
      <p>
        <Button small icon="download" busy={busy} onClick={() => void fetch()}>
          {busy ? common.working : t.act}
        </Button>
      </p>
      {problem && (
        <Alert kind="danger" title={words.failed} announce>
          <p>{problem}</p>
        </Alert>
      )}
      <div role="status">{begun && <p>{words.begun}</p>}</div>
    </>
  );
}
