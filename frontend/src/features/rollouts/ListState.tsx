import type { CombinedError } from 'urql';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Spinner } from '../../ui/Spinner.tsx';

/** What is shown in a list's place while it has nothing to show yet. */
export function ListState({ loading, error }: { loading: boolean; error: CombinedError | undefined }) {
  const common = useCommonMessages();
  if (error) return <Alert kind="danger" title={problemText(error, common)} announce />;
  return loading ? <Spinner /> : null;
}
