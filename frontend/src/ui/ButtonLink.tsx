import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  look?: 'primary' | 'secondary' | 'tertiary';
  icon?: IconName;
  ref?: Ref<HTMLAnchorElement>;
}

function Anchor({ look = 'secondary', icon, children, className, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={['kern-btn', `kern-btn--${look}`, className].filter(Boolean).join(' ')}>
      {icon && <Icon name={icon} />}
      <span className="kern-label">{children}</span>
    </a>
  );
}

/** A link to another page that looks like a button, for the one next step of a page. */
export const ButtonLink = createLink(Anchor);
