// What every page does: themes, languages, printing.
(() => {
  const KEY = 'rds-conformance-theme';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  // Controls that need a script stay hidden without one.
  root.dataset.script = 'on';

  /** @returns {string | null} */
  function chosenTheme() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      // A page opened from disk may have no storage.
      return null;
    }
  }

  /** @param {string} theme */
  function keepTheme(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Then the choice lasts as long as the page.
    }
  }

  /** @param {string} theme */
  function showTheme(theme) {
    root.dataset.theme = theme;
    for (const button of document.querySelectorAll('[data-theme-switch]'))
      button.setAttribute('aria-pressed', String(theme === 'dark'));
  }

  /** @param {string} language */
  function showLanguage(language) {
    root.dataset.language = language;
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    const main = document.querySelector('main');
    document.title = main?.getAttribute(`data-title-${language}`) ?? document.title;
    for (const button of document.querySelectorAll('[data-language-choice]'))
      button.setAttribute('aria-pressed', String(button.getAttribute('data-language-choice') === language));
  }

  showTheme(chosenTheme() ?? (system.matches ? 'dark' : 'light'));
  system.addEventListener('change', ({ matches }) => {
    if (chosenTheme() === null) showTheme(matches ? 'dark' : 'light');
  });
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const language = target.closest('[data-language-choice]')?.getAttribute('data-language-choice');
    if (typeof language === 'string') showLanguage(language);
    if (target.closest('[data-print]') !== null) print();
    if (target.closest('[data-theme-switch]') !== null) {
      const theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
      keepTheme(theme);
      showTheme(theme);
    }
  });
})();
