import { lazyPart } from '../lib/lazyPart.ts';
import { BrokenPart } from '../ui/BrokenPart.tsx';
import { FoldedSection } from './FoldedSection.tsx';
import { usePostboxMessages } from './postboxMessages.ts';
import type { PackageTarget } from './usePackage.ts';

const PackageDownload = lazyPart(() => import('./PackageDownload.tsx'), 'PackageDownload', BrokenPart);

/** Offers everything of a mailbox or case as one sealed file. */
export function ExportSection({ target }: { target: PackageTarget }) {
  const t = usePostboxMessages();
  return (
    <FoldedSection title={t.packages.exportTitle} small>
      <PackageDownload target={target} />
    </FoldedSection>
  );
}
