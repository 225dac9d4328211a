// Runs before the first paint: what the person chose under "Darstellung" must not flash in later.
(() => {
  var root = document.documentElement;
  var stored = {};
  try {
    stored = JSON.parse(localStorage.getItem('schalter.display') || '{}');
  } catch (_) {
    stored = {};
  }
  if (stored.theme === 'light' || stored.theme === 'dark') root.setAttribute('data-kern-theme', stored.theme);
  if (stored.textSize === 'large' || stored.textSize === 'larger') root.setAttribute('data-text-size', stored.textSize);
  if (stored.contrast === 'high') root.setAttribute('data-contrast', 'high');
  if (stored.locale === 'en') root.setAttribute('lang', 'en');
})();
