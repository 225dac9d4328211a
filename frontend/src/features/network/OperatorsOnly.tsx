import type { ReactNode } from 'react';
import { isOperator } from '../../lib/marketRights.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useNetworkMessages } from './networkMessages.ts';

/** A page for operators; all others are told so. */
export function OperatorsOnly({ children }: { children: ReactNode }) {
  const t = useNetworkMessages().desk;
  const { loading, viewer } = useViewer();
  if (loading || !viewer) return <Spinner />;
  if (!isOperator(viewer)) return <Page title={t.title}>{t.onlyOperators}</Page>;
  return children;
}
