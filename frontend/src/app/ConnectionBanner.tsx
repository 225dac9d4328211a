import { useEffect, useRef, useState } from 'react';
import { retryNow, useConnection } from '../lib/connection.ts';
import { useSession } from '../lib/session.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { say } from '../ui/LiveRegion.tsx';
import { ReloadOffer } from './ReloadOffer.tsx';
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

/** Tells that the server is out of reach, when the next try is, and that it is back; or that it does not say who is signed in. */
export function ConnectionBanner() {
  const t = useShellMessages();
  const { online, retryAt } = useConnection();
  const { status, stale } = useSession();
  const wasOffline = useRef(false);
  useEffect(() => {
    if (online && wasOffline.current) say(t.connection.restored);
    wasOffline.current = !online;
  }, [online, t]);
  if (online)
    return (
      <>
        {(status === 'deferred' || stale) && <Banner kind="info">{t.connection.sessionDeferred}</Banner>}
        <ReloadOffer />
      </>
    );
  return (
    <Banner
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
