// Small behaviours of the whole console. Everything listens on the document, so that pages can come and go.
const root = document.documentElement;

const isTyping = target => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

// A longer text would end the connection (ConsoleSetup.LongestMessage): it is not sent, and the field says why.
const MostCharacters = 200000;

function holdTooLong(event) {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || field.type === "file") {
    return;
  }
  const isLong = field.value.length > MostCharacters;
  if (isLong) {
    event.stopImmediatePropagation();
  }
  if (isLong || field.dataset.tooLong) {
    const count = number => number.toLocaleString(root.lang);
    field.setCustomValidity(isLong ? document.body.dataset.tooLong.replace("{0}", count(MostCharacters)).replace("{1}", count(field.value.length)) : "");
    field.dataset.tooLong = isLong ? "true" : "";
    field.reportValidity();
  }
}

// Nothing is saved meanwhile: the hub would take the text of before for what is shown.
function holdSaving(event) {
  const long = event.target instanceof Element && event.target.closest("button.primary") ? document.querySelector("[data-too-long=true]") : null;
  if (long) {
    event.preventDefault();
    event.stopImmediatePropagation();
    long.reportValidity();
  }
}

window.addEventListener("click", holdSaving, true);
window.addEventListener("input", holdTooLong, true);
window.addEventListener("change", holdTooLong, true);

function switchTheme() {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
}

document.addEventListener("click", event => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) {
    return;
  }
  if (button.hasAttribute("data-theme-switch")) {
    switchTheme();
  } else if (button.hasAttribute("data-reconnect")) {
    window.Blazor?.reconnect?.();
  } else if (button.dataset.openDialog) {
    document.getElementById(button.dataset.openDialog)?.showModal();
  } else if (button.hasAttribute("data-close-dialog")) {
    button.closest("dialog")?.close();
  }
});

// Steps of an editor: the keys press the buttons of the editor that the focus is in. A field of text has steps of its own, and they come first until it is left.
const hasOwnSteps = target => target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !/^(checkbox|radio|range|button|submit|color|file)$/.test(target.type));

function step(event) {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && (key !== "y" || event.shiftKey)) || hasOwnSteps(event.target) || document.querySelector("dialog[open]")) {
    return false;
  }
  const which = key === "y" || event.shiftKey ? "[data-redo]" : "[data-undo]";
  let around = event.target instanceof Element ? event.target : document.body;
  while (around && !around.querySelector(which)) {
    around = around.parentElement;
  }
  const button = around?.querySelector(which);
  if (button) {
    event.preventDefault();
    button.click();
  }
  return !!button;
}

function moveInStream(by) {
  const rows = [...document.querySelectorAll("[data-stream] a.row")].filter(row => row.offsetParent !== null);
  const at = rows.indexOf(document.activeElement?.closest("a.row"));
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", event => {
  if (step(event)) {
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]") || !document.querySelector("[data-stream]")) {
    return;
  }
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    event.preventDefault();
    moveInStream(key === "j" ? 1 : -1);
  } else if (key === " " && !event.target.closest("button, summary, [role=button]")) {
    event.preventDefault();
    document.querySelector("[data-stream-pause]")?.click();
  }
});

// A circuit that the server has dropped cannot be taken up again: load the page anew.
const reconnect = document.getElementById("components-reconnect-modal");
if (reconnect) {
  new MutationObserver(() => {
    if (reconnect.classList.contains("components-reconnect-rejected")) {
      location.reload();
    }
  }).observe(reconnect, { attributes: true, attributeFilter: ["class"] });
}
