import type { ButtonHTMLAttributes } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'secondary' | 'tertiary';
  icon?: IconName;
  small?: boolean;
  /** Work is under way: the button stays focusable, but does nothing. */
  busy?: boolean;
  /** Shows the icon only; the children become its accessible name. */
  iconOnly?: boolean;
}

/** A native button; without `type` it never submits a form. */
export function Button({
  look = 'secondary',
  icon,
  small,
  busy,
  iconOnly,
  children,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const classes = ['kern-btn', `kern-btn--${look}`, small && 'kern-btn--x-small', className].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      aria-disabled={busy || undefined}
      {...rest}
      className={classes}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={busy ? 'autorenew' : icon} />}
      <span className={iconOnly ? 'kern-label kern-sr-only' : 'kern-label'}>{children}</span>
    </button>
  );
}
