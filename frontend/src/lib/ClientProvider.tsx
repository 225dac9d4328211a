import { type ReactNode, useEffect, useMemo } from 'react';
import { Provider } from 'urql';
import { createClient } from './client.ts';
import { useLocale } from './i18n/locale.ts';
import { useSession } from './session.ts';

/** Gives pages a GraphQL client. Its cache begins empty for each person and each language. */
export function ClientProvider({ children }: { children: ReactNode }) {
  const { epoch } = useSession();
  const locale = useLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: epoch and locale are what makes a new client necessary.
  const { client, attach } = useMemo(() => createClient(), [epoch, locale]);
  // What the client began ends with it: its line, and its place among those who wait for the connection.
  useEffect(attach, [attach]);
  return <Provider value={client}>{children}</Provider>;
}
