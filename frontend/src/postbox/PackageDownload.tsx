import { useCommonMessages } from '../lib/i18n/common.ts';
import { Alert } from '../ui/Alert.tsx';
import { Button } from '../ui/Button.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { usePostboxMessages } from './postboxMessages.ts';
import { TransferDownload } from './TransferDownload.tsx';
import { type PackageTarget, usePackage } from './usePackage.ts';

/** Says what one gets, downloads it, and says how to check it. */
export function PackageDownload({ target }: { target: PackageTarget }) {
  const t = usePostboxMessages().packages;
  const common = useCommonMessages();
  const { busy, begun, problem, fetch } = usePackage(target);
  return (
    <div className="postbox-package">
      <p>{t.get[target.kind]}</p>
      <p>
        <Button small icon="download" busy={busy} onClick={() => void fetch()}>
          {busy ? common.working : t.act[target.kind]}
        </Button>
      </p>
      {problem && (
        <Alert kind="danger" title={t.failed} announce>
          <p>{problem}</p>
        </Alert>
      )}
      <div role="status">
        {begun && (
          <>
            <p>
              <strong>{t.begun}</strong> {t.check}
            </p>
            <ul className="postbox-ways">
              <li>
                <TextLink to="/pruefen">{t.checkPage}</TextLink>
              </li>
              <li>{t.checkProgram}</li>
              <li>{t.checkOpenssl}</li>
            </ul>
            <p>
              <TextLink to="/vertrauen">{t.trust}</TextLink>
            </p>
          </>
        )}
      </div>
      {target.kind === 'CASE' && <TransferDownload caseId={target.id} />}
    </div>
  );
}
