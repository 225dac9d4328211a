import { useRef } from 'react';

/**
 * A key for what is sent: the same as long as the same is sent again, so that an answer that was lost on its way makes nothing
 * twice, and another one for anything else.
 */
export function useAttemptKey(): (sent: object) => string {
  const last = useRef({ sent: '', key: '' });
  return (sent) => {
    const now = JSON.stringify(sent);
    if (last.current.sent !== now) last.current = { sent: now, key: crypto.randomUUID() };
    return last.current.key;
  };
}
