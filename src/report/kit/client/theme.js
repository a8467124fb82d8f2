// The switch between light and dark: follows the system until somebody chooses.
(() => {
  const KEY = 'rds-conformance-theme';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');

  /** @returns {string | null} */
  function chosen() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      // A page opened from disk may have no storage.
      return null;
    }
  }

  /** @param {string} theme */
  function keep(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Then the choice lasts as long as the page.
    }
  }

  /** @param {string} theme */
  function show(theme) {
    root.dataset.theme = theme;
    for (const button of document.querySelectorAll('[data-theme-switch]'))
      button.setAttribute('aria-pressed', String(theme === 'dark'));
  }

  show(chosen() ?? (system.matches ? 'dark' : 'light'));
  system.addEventListener('change', ({ matches }) => {
    if (chosen() === null) show(matches ? 'dark' : 'light');
  });
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || target.closest('[data-theme-switch]') === null) return;
    const theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    keep(theme);
    show(theme);
  });
})();
