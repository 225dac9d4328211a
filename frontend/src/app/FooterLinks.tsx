import { TextLink } from '../ui/TextLink.tsx';
import { useShellMessages } from './shellMessages.ts';

/** Legal texts and what else the law wants on every page. */
export function FooterLinks() {
  const t = useShellMessages();
  return (
    <>
      <p>{t.platformClaim}</p>
      <ul>
        <li>
          <TextLink to="/behoerde/anbinden">{t.footer.authorities}</TextLink>
        </li>
        <li>
          <TextLink to="/markt">{t.footer.market}</TextLink>
        </li>
        <li>
          <TextLink to="/rechtliches/$kind" params={{ kind: 'barrierefreiheit' }}>
            {t.footer.accessibility}
          </TextLink>
        </li>
        <li>
          <TextLink to="/rechtliches/$kind" params={{ kind: 'datenschutz' }}>
            {t.footer.privacy}
          </TextLink>
        </li>
        <li>
          <TextLink to="/rechtliches/$kind" params={{ kind: 'nutzungsbedingungen' }}>
            {t.footer.terms}
          </TextLink>
        </li>
        <li>
          <TextLink to="/rechtliches/$kind" params={{ kind: 'impressum' }}>
            {t.footer.imprint}
          </TextLink>
        </li>
        <li>
          <TextLink to="/pruefen">{t.footer.verify}</TextLink>
        </li>
        <li>
          <TextLink to="/vertrauen">{t.footer.trust}</TextLink>
        </li>
        <li>
          {/* A document of its own, outside the router. */}
          <a className="kern-link kern-link--no-visited-state" href="/api-explorer">
            {t.footer.explorer}
          </a>
        </li>
      </ul>
    </>
  );
}
