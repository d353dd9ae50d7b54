// Completion in texts of rules: where the caret stands, writing what is taken, and the keys that belong to the list while it is open. What fits is the hub's to know.
const ask = field => {
  field.dataset.asked = "true";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
};

window.nbaComplete = {
  // The caret, and whether it was asked; -1 when something was typed since the hub heard of it.
  place: (field, length) => {
    const isThere = field.value.length === length && field.selectionStart === field.selectionEnd;
    return [isThere ? field.selectionEnd : -1, field.dataset.asked ? 1 : 0];
  },
  take: (field, length, start, end, text) => {
    if (field.value.length === length) {
      field.focus();
      field.setSelectionRange(start, end);
      // Deprecated, and the only way that the field's own undo knows of.
      document.execCommand("insertText", false, text);
    }
  },
  show: id => document.getElementById(id)?.scrollIntoView({ block: "nearest" }),
};

// It was asked for until something is typed.
document.addEventListener("input", event => {
  if (event.isTrusted && event.target instanceof HTMLTextAreaElement) {
    delete event.target.dataset.asked;
  }
}, true);

document.addEventListener("keydown", event => {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement) || !field.dataset.complete || event.isComposing) {
    return;
  }
  if (event.key === " " && event.ctrlKey) {
    event.preventDefault();
    ask(field);
  } else if (field.dataset.complete === "open" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(event.key)) {
    event.preventDefault();
  }
}, true);
