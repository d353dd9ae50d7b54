// Keys of long lists: arrows move between rows and fold them, space chooses, enter opens; and rows are dragged onto others. Rows that are not drawn yet come with scrolling.
const open = list => list.querySelector("[data-row].selected a") ?? list.querySelector("[data-row] a");

function step(list, row, by) {
  const rows = [...list.querySelectorAll("[data-row]")];
  const next = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + by))];
  next?.querySelector("a")?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", event => {
  const list = event.target instanceof Element ? event.target.closest("[data-rows]") : null;
  if (!list || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const row = event.target.closest("[data-row]");
  const fold = row?.querySelector("[data-fold]");
  const isOpen = row?.getAttribute("aria-expanded") === "true";
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp":
      if (row) {
        step(list, row, event.key === "ArrowDown" ? 1 : -1);
      } else {
        open(list)?.focus();
      }
      break;
    case "PageDown":
    case "PageUp":
      step(list, row, event.key === "PageDown" ? 10 : -10);
      break;
    case "ArrowRight":
      if (fold && !isOpen) {
        fold.click();
      } else if (row) {
        step(list, row, 1);
      }
      break;
    case "ArrowLeft":
      if (fold && isOpen) {
        fold.click();
      } else if (row) {
        let above = row.previousElementSibling;
        while (above?.matches("[data-row]") && Number(above.getAttribute("aria-level")) >= Number(row.getAttribute("aria-level"))) {
          above = above.previousElementSibling;
        }
        above?.querySelector("a")?.focus();
        above?.scrollIntoView({ block: "nearest" });
      }
      break;
    case " ":
      if (event.target.matches("input, button")) {
        return;
      }
      row?.querySelector("[data-pick]")?.click();
      break;
    default:
      return;
  }
  event.preventDefault();
});

// Some browsers drag only what carries something.
document.addEventListener("dragstart", event => {
  const row = event.target instanceof Element ? event.target.closest("[data-rows] [data-row]") : null;
  if (row) {
    event.dataTransfer.setData("text/plain", row.querySelector("a")?.textContent ?? "");
    event.dataTransfer.effectAllowed = "move";
  }
});

// Where it may be let go is known to the page; asking it at every step of the mouse would keep it busy.
document.addEventListener("dragover", event => {
  if (event.target instanceof Element && event.target.closest("[data-rows] [data-row]")) {
    event.preventDefault();
  }
});
