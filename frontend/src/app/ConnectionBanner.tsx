import { useEffect, useRef, useState } from 'react';
import { useStuckChunks } from '../lib/chunks.ts';
import { retryNow, useConnection } from '../lib/connection.ts';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { say } from '../ui/LiveRegion.tsx';
import { useShellMessages } from './shellMessages.ts';

function Countdown({ until }: { until: number }) {
  const t = useShellMessages();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  // Every second would be too much to hear.
  return <span aria-hidden="true">{t.connection.retryIn(Math.max(1, Math.round((until - now) / 1000)))}</span>;
}

/**
 * Tells that the server is out of reach, when the next try is, and that it is back. When it answers and part of the program
 * does not come, a deployment may have replaced it: reloading helps, and is the person's choice.
 */
export function ConnectionBanner() {
  const t = useShellMessages();
  const common = useCommonMessages();
  const { online, retryAt } = useConnection();
  const wasOffline = useRef(false);
  useEffect(() => {
    if (online && wasOffline.current) say(t.connection.restored);
    wasOffline.current = !online;
  }, [online, t]);
  const stuck = useStuckChunks();
  if (online && !stuck) return null;
  if (online)
    return (
      <Banner
        key="part"
        kind="warning"
        actions={
          <Button small onClick={() => location.reload()}>
            {common.problem.reload}
          </Button>
        }
      >
        {t.connection.partMissing}
      </Banner>
    );
  return (
    <Banner
      key="away"
      kind="warning"
      actions={
        <Button small onClick={() => void retryNow()}>
          {t.connection.retryNow}
        </Button>
      }
    >
      {t.connection.offline} {retryAt === null ? t.connection.retrying : <Countdown until={retryAt} />}
    </Banner>
  );
}
