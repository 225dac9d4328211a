import { TextLink } from '../../ui/TextLink.tsx';
import { useDeskMessages } from './deskMessages.ts';

/** The way to an authority's channel. */
export function ChannelLink({ id, name }: { id: string; name: string }) {
  const t = useDeskMessages();
  return (
    <TextLink to="/stelle/$authorityId/kanal" params={{ authorityId: id }} aria-label={t.openChannelOf(name)}>
      {t.openChannel}
    </TextLink>
  );
}
