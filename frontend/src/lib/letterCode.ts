import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { fragmentValue, takeFragment } from './urlFragment.ts';

/** How many symbols the code of a letter has. */
export const codeLength = 12;

/** The symbols of a typed code: the letter shows them in groups, and people type them with spaces and hyphens. */
export function codeSymbols(typed: string): string {
  return typed.replace(/[\s\-–—‑]/g, '');
}

/** The code that a letter's QR code leads here with, empty without one. It is taken out of the address at once. */
export function useLetterCode(): string {
  const { pathname, hash } = useLocation();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  useEffect(() => {
    const found = fragmentValue('c', hash || takeFragment(pathname));
    if (found) setCode(found);
    if (hash) void navigate({ to: '.', search: true, state: true, hash: '', replace: true, resetScroll: false });
  }, [pathname, hash, navigate]);
  return code;
}
