// The report page: filters, search, links within the page, copying, printing.
(() => {
  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) =>
    [...document.querySelectorAll(selector)].filter((each) => each instanceof HTMLElement);

  /** @param {EventTarget | null} target @param {string} selector @returns {HTMLElement | undefined} */
  function around(target, selector) {
    const found = target instanceof Element ? target.closest(selector) : null;
    return found instanceof HTMLElement ? found : undefined;
  }

  // Filters: any of the chosen values of a kind, and all kinds; without a choice everything matches.
  const rows = all('[data-clause]');
  const texts = new Map(rows.map((row) => [row, row.textContent?.toLowerCase() ?? '']));
  const search = document.querySelector('#search');

  /** @param {HTMLElement} row @param {Map<string, string[]>} chosen @param {string[]} words */
  function fits(row, chosen, words) {
    const text = texts.get(row) ?? '';
    return (
      [...chosen].every(([kind, values]) => values.includes(row.dataset[kind] ?? '')) &&
      words.every((word) => text.includes(word))
    );
  }

  function filter() {
    const chosen = new Map();
    for (const { dataset } of all('[data-filter][aria-pressed="true"]')) {
      const kind = dataset.filter ?? '';
      chosen.set(kind, [...(chosen.get(kind) ?? []), dataset.value ?? '']);
    }
    const words =
      search instanceof HTMLInputElement ? search.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row, chosen, words);
      if (!row.hidden) shown += 1;
    }
    for (const body of all('.clauses tbody'))
      body.hidden = body.querySelector('[data-clause]:not([hidden])') === null;
    for (const number of all('[data-shown]')) number.textContent = String(shown);
    for (const nothing of all('[data-no-match]')) nothing.hidden = shown > 0;
  }

  function reset() {
    for (const chip of all('[data-filter]')) chip.setAttribute('aria-pressed', 'false');
    if (search instanceof HTMLInputElement) search.value = '';
    filter();
  }

  // Links within the page: their target is unfolded, and no filter hides it.
  function follow() {
    let id = '';
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const place = id === '' ? null : document.getElementById(id);
    if (place === null) return;
    if (place.hidden || place.closest('tbody[hidden]') !== null) reset();
    for (let each = /** @type {Element | null} */ (place); each !== null; each = each.parentElement)
      if (each instanceof HTMLDetailsElement) each.open = true;
    const within = place.matches('[data-clause]') ? place.querySelector('details') : null;
    if (within !== null) within.open = true;
    place.scrollIntoView({ block: 'start' });
    const head = place.querySelector('summary');
    (head ?? place).focus({ preventScroll: true });
  }

  // Copying.
  /** @param {string} text */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Browsers refuse the clipboard to pages from disk; the older way may still work.
      const field = document.createElement('textarea');
      field.value = text;
      field.className = 'visually-hidden';
      document.body.append(field);
      field.select();
      document.execCommand('copy');
      field.remove();
    }
  }

  /** @param {HTMLElement} button */
  async function copyBeside(button) {
    await copy(button.closest('.copyable')?.querySelector('pre')?.textContent ?? '');
    const [before, after] = [button.querySelector('[data-before]'), button.querySelector('[data-after]')];
    if (!(before instanceof HTMLElement && after instanceof HTMLElement)) return;
    [before.hidden, after.hidden] = [true, false];
    button.focus();
    setTimeout(() => {
      [before.hidden, after.hidden] = [false, true];
    }, 2000);
  }

  document.addEventListener('click', ({ target }) => {
    const chip = around(target, '[data-filter]');
    if (chip !== undefined) {
      chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'));
      filter();
    }
    if (around(target, '[data-reset]') !== undefined) reset();
    const button = around(target, '[data-copy]');
    if (button !== undefined) copyBeside(button);
    // A link to the current place leads there again.
    const link = around(target, 'a[href^="#"]');
    if (link !== undefined && link.getAttribute('href') === location.hash) follow();
  });
  document.addEventListener('input', ({ target }) => {
    if (target === search) filter();
  });
  document.addEventListener('submit', (event) => event.preventDefault());

  // On paper everything is unfolded and nothing is filtered.
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];
  addEventListener('beforeprint', () => {
    reset();
    unfolded = [...document.querySelectorAll('details')].filter(({ open }) => !open);
    for (const each of unfolded) each.open = true;
  });
  addEventListener('afterprint', () => {
    for (const each of unfolded) each.open = false;
  });

  addEventListener('hashchange', follow);
  // The browser may restore the earlier state of a form.
  filter();
  follow();
})();
