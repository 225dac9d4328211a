import type { CombinedError } from 'urql';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Spinner } from '../../ui/Spinner.tsx';

interface ListStateProps {
  loading: boolean;
  error: CombinedError | undefined;
  empty: boolean;
  title: string;
  text?: string;
}

/** What is shown in a section's place while it has nothing to show: waiting, a fault, or that nothing waits. */
export function ListState({ loading, error, empty, title, text }: ListStateProps) {
  const common = useCommonMessages();
  if (error) return <Alert kind="danger" title={problemText(error, common)} announce />;
  if (loading) return <Spinner />;
  return empty ? <EmptyState title={title}>{text}</EmptyState> : null;
}
