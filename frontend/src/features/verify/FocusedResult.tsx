import { type ReactNode, useEffect, useRef } from 'react';

/** What was found takes the focus when it appears: it is what the person waits for. */
export function FocusedResult({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="verify-arrival">
      {children}
    </div>
  );
}
