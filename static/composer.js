// Formatting tools of a text field, made when it is first entered. Native undo keeps working: text goes in by insertText.
const put = (t, from, to, text) => {
  t.focus();
  t.setSelectionRange(from, to);
  document.execCommand('insertText', false, text) || t.setRangeText(text, from, to, 'end');
};
const around = (t, before, after = before) => {
  const { selectionStart: a, selectionEnd: b, value } = t, inner = value.slice(a, b);
  put(t, a, b, before + inner + after);
  t.setSelectionRange(a + before.length, a + before.length + inner.length);
};
const lines = (t, prefix) => {
  const { value } = t, a = value.lastIndexOf('\n', t.selectionStart - 1) + 1, end = value.indexOf('\n', t.selectionEnd), b = end < 0 ? value.length : end;
  put(t, a, b, value.slice(a, b).split('\n').map(l => prefix + l).join('\n'));
};
const acts = {
  bold: t => around(t, '**'),
  quote: t => lines(t, '> '),
  code: t => t.value.slice(t.selectionStart, t.selectionEnd).includes('\n') ? around(t, '```\n', '\n```') : around(t, '`'),
  link: t => around(t, '[', '](https://)'),
  list: t => lines(t, '- '),
};
const keys = { b: 'bold', k: 'link', e: 'code' };

export function tools(t) {
  const bar = document.querySelector(`[data-tools="${t.id}"]`);
  if (!bar || bar.firstChild) return;
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', bar.dataset.label);
  bar.setAttribute('aria-controls', t.id);
  for (const act of Object.keys(acts)) {
    const b = document.createElement('button');
    b.type = 'button';
    b.className = 'btn';
    b.textContent = bar.dataset[act];
    b.addEventListener('click', () => acts[act](t));
    bar.append(b);
  }
  t.addEventListener('keydown', e => {
    const act = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && keys[e.key];
    if (act) { e.preventDefault(); acts[act](t) }
  });
}
