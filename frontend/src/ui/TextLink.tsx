import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

function Anchor({ className, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }) {
  return <a {...rest} className={['kern-link kern-link--no-visited-state', className].filter(Boolean).join(' ')} />;
}

/** A link to another page of the product. */
export const TextLink = createLink(Anchor);
