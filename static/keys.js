// Single-key shortcuts, for members who left them on. Each does what a visible control does: / goes to the search field,
// j and k to the next and previous question or post, r to the answer's field, ? to the list of shortcuts. Where a page
// names letters of its own (.keyed [data-key]), these press its buttons.
const all = () => [...document.querySelectorAll('.card h2 a, .card h3 a, .post')].filter(e => e.offsetParent);
const go = e => {
  if (!e) return;
  if (!e.matches('a, input, textarea')) e.tabIndex = -1;
  e.focus({ preventScroll: true });
  e.scrollIntoView({ block: 'nearest' });
};
const step = by => {
  const items = all(), at = items.findIndex(e => e === document.activeElement || e.contains(document.activeElement));
  go(items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by]);
};
const acts = {
  '/': () => go([document.querySelector('.find input'), document.querySelector('.find-link')].find(e => e?.offsetParent)),
  j: () => step(1),
  k: () => step(-1),
  r: () => go(document.querySelector('#reply textarea')),
  '?': () => document.querySelector('[data-keys]')?.click(),
};
addEventListener('keydown', e => {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.target.closest('input, textarea, select, [contenteditable], dialog')) return;
  const own = [...document.querySelectorAll(`.keyed [data-key="${CSS.escape(e.key)}"]`)].find(b => b.offsetParent);
  const act = own ? () => own.click() : acts[e.key];
  if (act) {
    e.preventDefault();
    act();
  }
});
