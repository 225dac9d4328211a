import type { CombinedError } from 'urql';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Spinner } from '../../ui/Spinner.tsx';

/** What an account page shows while it knows nothing yet, or when that failed. */
export function AccountState({ error }: { error: CombinedError | undefined }) {
  const common = useCommonMessages();
  return (
    <div className="page page--text">
      {error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />}
    </div>
  );
}
