// A part of the page as a picture, as it looks now: the browser draws a copy of it whose styles are written into each element. What takes input stays out of it.
const leftOut = "button, a.button, input, select, textarea, dialog, script, .segmented, [data-no-picture]";
const edge = 24;
const fine = 2;

// What shows: all of some 400 properties would make a picture take seconds.
const shown = `align-content align-items align-self background-color background-image background-position background-repeat background-size border-bottom border-collapse border-left border-radius border-right
  border-spacing border-top bottom box-shadow box-sizing color column-count column-gap display fill flex-basis flex-direction flex-grow flex-shrink flex-wrap font-family font-size font-style font-variant-numeric font-weight
  grid-auto-flow grid-column grid-row grid-template-columns grid-template-rows height justify-content justify-items justify-self left letter-spacing line-height list-style margin max-height max-width min-height
  min-width opacity order overflow overflow-wrap padding position right row-gap stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-width table-layout text-align text-anchor text-decoration-line text-overflow
  text-transform top transform vertical-align visibility white-space width word-break z-index`.split(/\s+/);

const written = style => shown.map(name => `${name}:${style.getPropertyValue(name)}`).join(";");

function marks(from, place, to) {
  const style = getComputedStyle(from, place);
  const content = style.content;
  if (!content || content === "none" || content === "normal") {
    return;
  }
  const mark = document.createElement("span");
  mark.setAttribute("style", written(style));
  mark.textContent = content.replace(/^"|"$/g, "");
  to[place === "::before" ? "prepend" : "append"](mark);
}

function copy(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    return node.cloneNode();
  }
  if (!(node instanceof Element) || node.matches(leftOut)) {
    return null;
  }
  const style = getComputedStyle(node);
  if (style.display === "none") {
    return null;
  }
  const made = node.cloneNode(false);
  made.removeAttribute("id");
  made.removeAttribute("class");
  made.setAttribute("style", written(style));
  for (const child of node.childNodes) {
    const inner = copy(child);
    if (inner) {
      made.append(inner);
    }
  }
  if (node instanceof HTMLElement) {
    marks(node, "::before", made);
    marks(node, "::after", made);
  }
  return made;
}

const dataUrl = blob => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(blob);
});

// A picture loads nothing: fonts go into it.
async function fonts() {
  const faces = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules].filter(rule => rule instanceof CSSFontFaceRule).map(rule => [sheet, rule]));
  const texts = await Promise.all(faces.map(async ([sheet, rule]) => {
    const source = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"));
    if (!source) {
      return rule.cssText;
    }
    const answer = await fetch(new URL(source[1], sheet.href ?? document.baseURI));
    return rule.cssText.replace(source[0], `url("${await dataUrl(await answer.blob())}")`);
  }));
  return texts.join("\n");
}

async function draw(selector) {
  const parts = [...document.querySelectorAll(selector)];
  // The head of a page is as wide as the page, and fits any width.
  const width = Math.ceil(Math.max(...parts.filter(part => !part.matches(".page-head")).map(part => part.getBoundingClientRect().width))) + 2 * edge;
  const sheet = document.createElement("div");
  const body = getComputedStyle(document.body);
  sheet.setAttribute("style", `box-sizing:border-box;width:${width}px;padding:${edge}px;display:grid;gap:12px;background:${body.backgroundColor};color:${body.color};font-family:${body.fontFamily}`);
  sheet.append(...parts.map(copy));
  for (const part of sheet.children) {
    part.style.width = "auto";
    part.style.height = "auto";
  }
  document.body.append(sheet);
  const height = Math.ceil(sheet.getBoundingClientRect().height);
  sheet.remove();
  const style = document.createElement("style");
  style.textContent = await fonts();
  sheet.prepend(style);
  const page = new XMLSerializer().serializeToString(sheet);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%">${page}</foreignObject></svg>`)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * fine;
  canvas.height = height * fine;
  const pen = canvas.getContext("2d");
  pen.fillStyle = body.backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(fine, fine);
  pen.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob(blob => blob ? resolve(blob) : reject(new Error("The browser made no picture.")), "image/png"));
}

document.addEventListener("click", async event => {
  const button = event.target instanceof Element ? event.target.closest("button[data-picture]") : null;
  if (!button || button.getAttribute("aria-busy") === "true") {
    return;
  }
  const told = button.parentElement.querySelector("[data-picture-told]");
  button.setAttribute("aria-busy", "true");
  try {
    const address = URL.createObjectURL(await draw(button.dataset.picture));
    const link = document.createElement("a");
    link.href = address;
    link.download = button.dataset.pictureName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    told.hidden = true;
  } catch (error) {
    console.error(error);
    told.hidden = false;
  } finally {
    button.removeAttribute("aria-busy");
  }
});
