// The bar at the top of a page: the switch between its languages, and the way to paper.
(() => {
  const root = document.documentElement;
  // What works by script alone is hidden where none runs.
  root.dataset.script = 'on';

  /** @param {string} language */
  function speak(language) {
    root.dataset.language = language;
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    const main = document.querySelector('main');
    document.title = main?.getAttribute(`data-title-${language}`) ?? document.title;
    for (const button of document.querySelectorAll('[data-language-choice]'))
      button.setAttribute('aria-pressed', String(button.getAttribute('data-language-choice') === language));
  }

  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const language = target.closest('[data-language-choice]')?.getAttribute('data-language-choice');
    if (typeof language === 'string') speak(language);
    if (target.closest('[data-print]') !== null) print();
  });
})();
