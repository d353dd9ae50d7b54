// The demo shop: a site that uses nba.js as any site would. Only the tokens come from a demo address instead of the site's own server.
import { NbaClient } from "/nba.js";
import { words } from "/shop/words.js";

const pages = ["/", "/plans", "/devices", "/bill", "/roaming", "/points", "/family", "/support", "/cancel"];
const intents = { "/cancel": "cancellation", "/plans": "upgrade", "/devices": "device", "/bill": "billing", "/roaming": "travel", "/points": "points", "/family": "family", "/support": "support" };
const events = {
  cart_added: { product: "handset", cart_value: 49800 },
  purchase: { product: "accessory", amount: 1480 },
  complaint: { topic: "network" },
  data_usage: { share: 0.9, used_gb: 18 },
};

const root = document.documentElement;
const element = id => document.getElementById(id);
const text = (key, ...values) => values.reduce((result, value, i) => result.replace(`{${i}}`, value), words[root.lang][key] ?? key);

let customers = [];
let clock = () => new Date();
let page = "/";
let web = null;
let push = null;
let streamState = "closed";
let visit = 0;
let shownOffers = [];

async function demo(path, body) {
  const response = await fetch(path, body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) {
    throw new Error((await response.json().catch(() => null))?.detail ?? `${response.status}`);
  }
  return response.json();
}

function make(tag, className, content) {
  const made = document.createElement(tag);
  made.className = className ?? "";
  if (content !== undefined) {
    made.textContent = content;
  }
  return made;
}

function log(kind, content, language) {
  const line = make("li", kind);
  const time = make("time", "", new Date().toLocaleTimeString(root.lang, { hour12: false }));
  const said = make("span", "", content);
  if (language) {
    said.lang = language;
  }
  line.append(time, said);
  element("log").prepend(line);
  while (element("log").children.length > 60) {
    element("log").lastElementChild.remove();
  }
  element("log-empty").hidden = true;
}

const fail = error => log("error", text("log.error", error.message));

function titleOf(offer) {
  return offer.content.subject ?? offer.content.body ?? offer.action;
}

function answers(offer, box, done) {
  const row = make("div", "answers");
  const answer = async (outcome, call) => {
    try {
      row.querySelectorAll("button").forEach(button => { button.disabled = true; });
      await call();
      log("outcome", text("log.outcome", text(`outcome.${outcome}`)));
      done(outcome);
    } catch (error) {
      row.querySelectorAll("button").forEach(button => { button.disabled = false; });
      fail(error);
    }
  };
  const yes = make("button", "primary", offer.content.button ?? text("accept"));
  yes.type = "button";
  if (offer.content.button) {
    yes.lang = offer.content.language;
  }
  yes.addEventListener("click", () => answer("accept", async () => { await offer.clicked(); await offer.accept(); }));
  const no = make("button", "", text("dismiss"));
  no.type = "button";
  no.addEventListener("click", () => answer("dismiss", () => offer.dismiss()));
  row.append(yes, no);
  box.append(row);
}

function card(offer, className, heading = "h3") {
  const box = make("article", className);
  const words = make("div");
  words.lang = offer.content.language;
  words.append(make(heading, "", titleOf(offer)));
  if (offer.content.subject && offer.content.body) {
    words.append(make("p", "", offer.content.body));
  }
  box.append(words);
  return box;
}

function thanks(box) {
  const note = make("p", "", text("accepted"));
  note.setAttribute("role", "status");
  box.replaceChildren(note);
}

function drawHero(offer) {
  const hero = element("hero");
  hero.className = offer ? "hero offer" : "hero";
  if (!offer) {
    hero.replaceChildren(make("h2", "", text("hero.none")), make("p", "", text("hero.noneText")));
    return;
  }
  const box = card(offer, "", "h2");
  answers(offer, box, outcome => outcome === "accept" ? thanks(hero) : drawHero(null));
  hero.replaceChildren(box);
  offer.watch(hero);
}

function drawTiles(offers) {
  element("tiles").replaceChildren(...offers.map(offer => {
    const tile = card(offer, "tile");
    answers(offer, tile, outcome => outcome === "accept" ? thanks(tile) : tile.remove());
    offer.watch(tile);
    return tile;
  }));
  if (offers.length === 0) {
    element("tiles").append(make("p", "tile silent", text("hero.noneText")));
  }
}

async function visitPage(next) {
  page = next;
  const mine = ++visit;
  drawPage();
  try {
    await web.track("page_view", { page, device: "pc" });
    log("event", text("log.event", `page_view ${page}`));
    const started = performance.now();
    const decision = await web.decide(["hero", { name: "tile", count: 2 }], { page, intent: intents[page] ?? "none" });
    const took = Math.round(performance.now() - started);
    if (mine !== visit) {
      return;
    }
    shownOffers = decision.offers;
    drawOffers();
    if (decision.silence) {
      log("silence", text("log.silence", decision.silence.reason ?? decision.silence.code));
    }
    for (const offer of decision.offers) {
      log("offer", text("log.offer", titleOf(offer), took));
    }
  } catch (error) {
    fail(error);
  }
}

function drawOffers() {
  drawHero(shownOffers.find(offer => offer.placement === "hero") ?? null);
  drawTiles(shownOffers.filter(offer => offer.placement === "tile"));
}

function drawPush(offer) {
  log("push", text("log.push", titleOf(offer)));
  const box = card(offer, "push-message", "h2");
  answers(offer, box, () => box.remove());
  element("pushes").append(box);
  offer.shown().catch(fail);
}

async function become(customerId) {
  push?.close();
  element("pushes").replaceChildren();
  const token = channel => async () => (await demo("/shop/tokens", { customerId, channel })).token;
  web = new NbaClient({ customerId, channel: "web", token: token("web"), clock });
  push = new NbaClient({ customerId, channel: "push", token: token("push") });
  push.on("offer", drawPush);
  push.on("error", fail);
  push.on("state", state => {
    streamState = state;
    element("state").textContent = text(`stream.${state}`);
  });
  push.open();
  await visitPage("/");
}

function drawPage() {
  element("page-title").textContent = text(`page.${page}`);
  element("page-text").textContent = text(`text.${page}`);
  for (const button of element("pages").children) {
    button.toggleAttribute("aria-current", false);
    if (button.dataset.page === page) {
      button.setAttribute("aria-current", "page");
    }
  }
}

function drawWords() {
  document.title = text("title");
  document.querySelectorAll("[data-word]").forEach(part => { part.textContent = text(part.dataset.word); });
  document.querySelectorAll("[data-label]").forEach(part => part.setAttribute("aria-label", text(part.dataset.label)));
  element("language").textContent = text("language");
  element("language").lang = root.lang === "ja" ? "en" : "ja";
  element("theme").textContent = text(root.dataset.theme === "dark" ? "theme.light" : "theme.dark");
  element("state").textContent = text(`stream.${streamState}`);
  element("pages").replaceChildren(...pages.map(path => {
    const button = make("button", "", text(`page.${path}`));
    button.type = "button";
    button.dataset.page = path;
    return button;
  }));
  const chosen = element("customer").value;
  element("customer").replaceChildren(...customers.map(customer => {
    const option = make("option", "", `${root.lang === "ja" ? customer.name : customer.nameLatin} (${customer.plan})`);
    option.value = customer.id;
    return option;
  }));
  element("customer").value = chosen || (customers[0]?.id ?? "");
  drawPage();
  if (web) {
    drawOffers();
  }
}

element("pages").addEventListener("click", event => {
  const path = event.target.dataset?.page;
  if (path && web) {
    visitPage(path);
  }
});
document.querySelector(".things").addEventListener("click", async event => {
  const type = event.target.dataset?.event;
  if (type && web) {
    try {
      await web.track(type, events[type]);
      log("event", text("log.event", type));
    } catch (error) {
      fail(error);
    }
  }
});
element("message").addEventListener("submit", async event => {
  event.preventDefault();
  const said = element("message-text").value.trim();
  const send = event.submitter ?? element("message").querySelector("button");
  if (!web || said === "") {
    return;
  }
  send.disabled = true;
  try {
    await web.track("message", { text: said, page });
    element("message-text").value = "";
    log("event", text("log.message", said));
    await visitPage(page);
  } catch (error) {
    fail(error);
  } finally {
    send.disabled = false;
  }
});
element("customer").addEventListener("change", () => become(element("customer").value).catch(fail));
element("language").addEventListener("click", () => {
  root.lang = root.lang === "ja" ? "en" : "ja";
  localStorage.setItem("shop.language", root.lang);
  drawWords();
});
element("theme").addEventListener("click", () => {
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  drawWords();
});

try {
  const start = await demo("/shop/start");
  const [began, then] = [performance.now(), Date.parse(start.now)];
  clock = () => new Date(then + (performance.now() - began) * start.speed);
  customers = start.customers;
  drawWords();
  await become(customers[0].id);
} catch (error) {
  drawWords();
  log("error", text("failed", error.message));
}
