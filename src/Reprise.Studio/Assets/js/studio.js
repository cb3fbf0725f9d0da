// What pages need beyond links and forms: colours, dialogs, menus, copying, local times. Charts load when a page has some.
import './mlflow-links.js';

const themes = matchMedia('(prefers-color-scheme: dark)');

function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme === 'dark' || (theme !== 'light' && themes.matches);
}

function toggleTheme() {
  const theme = isDark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  const path = new URL(document.baseURI).pathname;
  document.cookie = `reprise-theme=${theme}; path=${path}; max-age=31536000; samesite=lax`;
  document.dispatchEvent(new CustomEvent('themechange'));
}

// The form's fields and words take the values that the button carries: data-fill-name="x" fills [name=name] and [data-slot=name].
function fill(dialog, button) {
  for (const [key, value] of Object.entries(button.dataset)) {
    if (!key.startsWith('fill')) continue;
    const name = key.slice(4).toLowerCase();
    for (const field of dialog.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === 'radio') field.checked = field.value === value;
      else field.value = value;
    }
    for (const slot of dialog.querySelectorAll(`[data-slot="${CSS.escape(name)}"]`)) slot.textContent = value;
  }
  for (const field of dialog.querySelectorAll('[name="return"]')) field.value = location.href.slice(document.baseURI.length);
  for (const error of dialog.querySelectorAll('.form-error')) error.textContent = '';
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  button.classList.add('copied');
  setTimeout(() => button.classList.remove('copied'), 1200);
}

document.addEventListener('click', event => {
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest('button');
  if (button?.hasAttribute('data-theme-toggle')) toggleTheme();
  if (button?.hasAttribute('data-dismiss')) button.closest('[role]').remove();
  if (button?.dataset.copy !== undefined) copy(button);
  const dialogId = button?.getAttribute('commandfor');
  if (dialogId) {
    const dialog = document.getElementById(dialogId);
    const opens = button.getAttribute('command') === 'show-modal';
    if (opens) fill(dialog, button);
    if (!('command' in HTMLButtonElement.prototype)) opens ? dialog.showModal() : dialog.close();
  }
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(target) || target.closest('.sheet > button, .sheet > a')) menu.open = false;
  }
  // A click on the backdrop is a click on the dialog itself.
  if (target?.matches('dialog[open]') && target === event.target) target.close();
});

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  }
  const typing = event.target.closest?.('input, textarea, select, dialog');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    const search = document.querySelector('[data-slash]');
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
});

// Boxes that choose rows: the button that needs some says how many, and works from the number it asks for.
function count(form) {
  const chosen = form.querySelectorAll('input[name="run"]:checked').length;
  for (const button of document.querySelectorAll(`button[form="${CSS.escape(form.id)}"][data-needs]`)) {
    button.disabled = chosen < Number(button.dataset.needs);
    button.querySelector('[data-count]').textContent = chosen ? ` (${chosen})` : '';
  }
}
document.addEventListener('change', event => {
  const form = event.target.closest('form[data-choices]');
  if (form) {
    if (event.target.matches('[data-all]')) {
      for (const box of form.querySelectorAll('input[name="run"]')) box.checked = event.target.checked;
    }
    count(form);
  }
  if (event.target.matches('[data-submits]')) event.target.form.requestSubmit();
});

// A request by script that fails leaves the page as it was: say so.
for (const failure of ['htmx:responseError', 'htmx:sendError']) {
  document.addEventListener(failure, () => {
    const note = document.createElement('p');
    note.className = 'note';
    note.dataset.tone = 'bad';
    note.setAttribute('role', 'alert');
    note.textContent = 'The server did not answer as it should. What you see is the state before; reload the page to try again.';
    document.getElementById('main').prepend(note);
  });
}

function enhance(root) {
  for (const form of root.querySelectorAll('form[data-choices]')) count(form);
  for (const time of root.querySelectorAll('time[datetime]:not([data-local])')) {
    time.dataset.local = '';
    time.title = `${new Date(time.dateTime).toLocaleString()} (${time.title})`;
  }
  if (root.querySelector('[data-chart]')) import('./charts.js').then(charts => charts.draw(root));
}
// Of links that open a part of the page, the last one opened is the current one.
document.addEventListener('htmx:beforeRequest', event => {
  if (!event.detail.elt.matches('[data-exclusive]')) return;
  for (const link of document.querySelectorAll('[data-exclusive][aria-current]')) link.removeAttribute('aria-current');
  event.detail.elt.setAttribute('aria-current', 'true');
});
document.addEventListener('htmx:afterSettle', event => {
  enhance(event.detail.elt.parentElement ?? document);
  document.querySelector('[data-reveal]')?.scrollIntoView({ block: 'nearest' });
});
enhance(document);
