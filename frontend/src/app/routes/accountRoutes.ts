import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParam, textParams, textsParams, wordParam } from '../../lib/searchParams.ts';
import type { StartSearch } from '../../lib/startPlan.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

// Where to go on afterwards; only addresses of our own, so that a link cannot lead elsewhere.
function onward(search: Record<string, unknown>): { weiter?: string } {
  const weiter = textParam(search, 'weiter');
  return weiter && /^\/(?![/\\])/.test(weiter) ? { weiter } : {};
}

const steps = ['name', 'email', 'bedingungen', 'pruefen', 'gesendet'] as const;

/** Step of the registration, and what the person set out to do (contract: StartPlan). */
function registration(search: Record<string, unknown>) {
  const schritt = wordParam(search, 'schritt', steps);
  return {
    ...textParams(search, 'undertaking', 'service', 'authority', 'ars'),
    ...textsParams(search, 'choice', 'without'),
    ...(schritt && { schritt }),
  } as StartSearch & { schritt?: (typeof steps)[number] };
}

/** Accounts: registration, proof of addresses, sign-in, settings. */
export const accountRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/registrieren',
    validateSearch: registration,
    component: lazyPart(() => import('../../features/account/RegisterPage.tsx'), 'RegisterPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/bestaetigen',
    component: lazyPart(() => import('../../features/account/ConfirmPage.tsx'), 'ConfirmPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/bestaetigen/adresse',
    component: lazyPart(() => import('../../features/account/SecondEmailPage.tsx'), 'SecondEmailPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/bestaetigen/testmail',
    component: lazyPart(() => import('../../features/tickets/MailArrivedPage.tsx'), 'MailArrivedPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/anmelden',
    validateSearch: onward,
    component: lazyPart(() => import('../../features/account/SignInPage.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/anmelden/zertifikat',
    component: lazyPart(() => import('../../features/account/CertificateReturnPage.tsx'), 'CertificateReturnPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/anmelden/ohne-konto',
    component: lazyPart(() => import('../../features/account/NoAccountPage.tsx'), 'NoAccountPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/passwort-vergessen',
    component: lazyPart(() => import('../../features/account/ForgotPasswordPage.tsx'), 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/passwort-neu',
    component: lazyPart(() => import('../../features/account/NewPasswordPage.tsx'), 'NewPasswordPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/konto',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/account/AccountPage.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/konto/anschrift',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/account/AddressPage.tsx'), 'AddressPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/konto/brief',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/account/LetterPage.tsx'), 'LetterPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/aktivieren',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/account/ActivatePage.tsx'), 'ActivatePage'),
  }),
] as const;
