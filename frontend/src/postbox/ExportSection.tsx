import { lazyPart } from '../lib/lazyPart.ts';
import { usePostboxMessages } from './postboxMessages.ts';
import { Unfolding } from './Unfolding.tsx';
import type { PackageTarget } from './usePackage.ts';

const PackageDownload = lazyPart(() => import('./PackageDownload.tsx'), 'PackageDownload');

/** Offers everything of a mailbox or case as one sealed file. */
export function ExportSection({ target }: { target: PackageTarget }) {
  const t = usePostboxMessages();
  return (
    <Unfolding title={t.packages.exportTitle} small>
      <PackageDownload target={target} />
    </Unfolding>
  );
}
