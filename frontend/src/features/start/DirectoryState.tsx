import type { CombinedError } from 'urql';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { MissingEntry } from './MissingEntry.tsx';

/** What a page of the directory shows while it has nothing to show: waiting, a fault, or that there is no such entry. */
export function DirectoryState({ fetching, error }: { fetching: boolean; error: CombinedError | undefined }) {
  const common = useCommonMessages();
  if (fetching) {
    return (
      <div className="page page--wide">
        <Spinner />
      </div>
    );
  }
  const missing = !error || problemCode(error) === 'NOT_FOUND' || problemCode(error) === 'INVALID';
  if (missing) return <MissingEntry />;
  return (
    <div className="page page--wide">
      <Alert kind="danger" title={problemText(error, common)} announce />
    </div>
  );
}
