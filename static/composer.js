// Formatting tools of a text field, made when it is first entered. Native undo keeps working: text goes in by insertText.
const put = (t, from, to, text) => {
  t.focus();
  t.setSelectionRange(from, to);
  document.execCommand('insertText', false, text) || t.setRangeText(text, from, to, 'end');
};

// Marks on both sides of what is selected; taken off again when they are there.
const around = (t, before, after = before) => {
  const { selectionStart: a, selectionEnd: b, value } = t, from = a - before.length, to = b + after.length;
  if (from >= 0 && value.slice(from, a) === before && value.slice(b, to) === after) {
    put(t, from, to, value.slice(a, b));
    return t.setSelectionRange(from, from + b - a);
  }
  put(t, a, b, before + value.slice(a, b) + after);
  t.setSelectionRange(a + before.length, b + before.length);
};

// A sign before each selected line; taken off again when all have it.
const lines = (t, sign, found) => {
  const { value, selectionStart, selectionEnd } = t, a = value.lastIndexOf('\n', selectionStart - 1) + 1, end = value.indexOf('\n', selectionEnd), b = end < 0 ? value.length : end;
  const all = value.slice(a, b).split('\n'), off = all.every(l => found.test(l));
  put(t, a, b, all.map((l, i) => off ? l.replace(found, '') : sign(i) + l).join('\n'));
};

const link = t => {
  const { selectionStart: a, selectionEnd: b, value } = t, text = value.slice(a, b), is = /^https?:\/\/\S+$/.test(text);
  put(t, a, b, is ? `[](${text})` : `[${text}](https://)`);
  const at = is ? a + 1 : a + text.length + 3;
  t.setSelectionRange(at, is ? at : at + 8);
};

const acts = {
  bold: t => around(t, '**'),
  list: t => lines(t, () => '- ', /^[-*] /),
  steps: t => lines(t, i => `${i + 1}. `, /^\d+\. /),
  quote: t => lines(t, () => '> ', /^> ?/),
  code: t => t.value.slice(t.selectionStart, t.selectionEnd).includes('\n') ? around(t, '```\n', '\n```') : around(t, '`'),
  link,
};
const keys = { b: 'bold', k: 'link', e: 'code' };

// A saved reply: asked of the server with what is typed, so that one way makes the text.
document.addEventListener('click', async e => {
  const b = e.target.closest?.('[data-insert]'), t = b && document.getElementById(b.dataset.insert);
  if (!t) return;
  e.preventDefault();
  try {
    const r = await fetch(b.getAttribute('formaction').split('#')[0], { method: 'POST', headers: { 'X-Fragment': t.id }, body: new URLSearchParams(new FormData(b.form)) });
    if (!r.ok || r.redirected) throw 0;
    put(t, 0, t.value.length, await r.text());
  } catch { b.removeAttribute('data-insert'); b.click() }
});

export function tools(t) {
  const bar = document.querySelector(`[data-tools="${t.id}"]`);
  if (!bar || bar.firstChild) return;
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', bar.dataset.label);
  bar.setAttribute('aria-controls', t.id);
  for (const act in acts) {
    const b = document.createElement('button');
    b.type = 'button';
    b.className = 'btn';
    b.dataset.act = act;
    b.tabIndex = bar.firstChild ? -1 : 0;
    b.textContent = bar.dataset[act];
    b.addEventListener('click', () => acts[act](t));
    bar.append(b);
  }
  // One stop for Tab; arrows move inside (the ARIA pattern of a toolbar).
  bar.addEventListener('keydown', e => {
    const all = [...bar.children], step = { ArrowRight: 1, ArrowLeft: -1 }[e.key], next = e.key === 'Home' ? 0 : e.key === 'End' ? all.length - 1 : step && (all.indexOf(e.target) + step + all.length) % all.length;
    if (next === undefined) return;
    e.preventDefault();
    all.forEach((b, i) => b.tabIndex = i === next ? 0 : -1);
    all[next].focus();
  });
  t.addEventListener('keydown', e => {
    const act = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && keys[e.key];
    if (act) {
      e.preventDefault();
      acts[act](t);
    }
  });
}
