// NBA Studio in the browser of a customer: asks for offers, reports what happens, receives pushes. No dependencies, no build step.
//
//   import { NbaClient } from "/nba.js";
//   const nba = new NbaClient({ customerId: "c-17", channel: "web", token: async () => (await fetch("/my-site/nba-token")).json() });
//   const { offers } = await nba.decide("hero", { page: "/plans" });
//   nba.track("page_view", { page: "/plans" });
//   nba.on("offer", offer => show(offer));   // pushed while the page is open
//   nba.open();
//
// The token comes from your own server (POST /api/v1/customers/{id}/browser-token) and travels in a header, never in an address.

const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const SILENT_FOR = 45000;

export class NbaError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `The hub answered ${status}.`);
    this.name = "NbaError";
    this.status = status;
    this.errors = problem?.errors ?? [];
  }
}

// What was chosen for the customer, with ways to report what the customer did with it.
export class NbaOffer {
  #client;
  #reported = new Set();

  constructor(client, data) {
    this.#client = client;
    Object.assign(this, { ...data, content: client.place(data.content) });
  }

  shown() { return this.#report("impression"); }
  clicked() { return this.#report("click"); }
  accept() { return this.#report("accept"); }
  reject() { return this.#report("reject"); }
  dismiss() { return this.#report("dismiss"); }

  // Reports the impression once half of the element can be seen. Returns a function that stops watching.
  watch(element) {
    const observer = new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting)) {
        observer.disconnect();
        this.shown().catch(error => this.#client.emit("error", error));
      }
    }, { threshold: 0.5 });
    observer.observe(element);
    return () => observer.disconnect();
  }

  // A test, which somebody sent to see how it arrives, counts nowhere: nothing is reported.
  async #report(outcome) {
    if (this.test || this.#reported.has(outcome)) {
      return;
    }
    this.#reported.add(outcome);
    try {
      await this.#client.report(this.trackingToken, outcome);
    } catch (error) {
      this.#reported.delete(outcome);
      throw error;
    }
  }
}

export class NbaClient {
  #base;
  #source;
  #clock;
  #token = null;
  #handlers = new Map();
  #stop = null;
  #lastId = null;

  // token: a text, or a function that gives one (a text, or an object with token); it is asked again when the token has expired.
  // clock: gives the time of events; only a demo whose time is not the machine's needs its own.
  constructor({ customerId, channel, token, base = "", clock = () => new Date() }) {
    if (!customerId || !channel || !token) {
      throw new TypeError("NbaClient needs customerId, channel and token.");
    }
    this.customerId = customerId;
    this.channel = channel;
    this.#clock = clock;
    this.#base = base.replace(/\/$/, "");
    this.#source = typeof token === "function" ? token : async () => token;
  }

  get isOpen() { return this.#stop !== null; }

  // Asks what placements should show: "hero", or ["hero", { name: "tile", count: 2 }].
  async decide(placements, context = {}) {
    const list = [placements].flat().map(placement => typeof placement === "string" ? { name: placement, count: 1 } : placement);
    const reply = await this.#json("POST", "/api/v1/decisions", { customerId: this.customerId, channel: this.channel, placements: list, context });
    return {
      decisionId: reply.decisionId,
      silence: reply.silence ?? null,
      offers: reply.actions.map(action => new NbaOffer(this, { ...action, decisionId: reply.decisionId })),
    };
  }

  // A picture of the hub is named by its path there: the page may be elsewhere.
  place(content) {
    return /^\/pictures\/[0-9a-f]{64}$/.test(content?.image ?? "") ? { ...content, image: this.#base + content.image } : content;
  }

  // Tells the hub what happened. The id makes a repeated call count once.
  track(type, properties = {}, eventId = crypto.randomUUID()) {
    return this.#json("POST", "/api/v1/events", { eventId, customerId: this.customerId, type, time: this.#clock().toISOString(), properties });
  }

  report(trackingToken, outcome) {
    return this.#json("POST", "/api/v1/outcomes", { trackingToken, outcome }, { keepalive: true });
  }

  // "offer": something was pushed. "state": connecting, open, waiting or closed. "error": what could not be done. Returns a function that removes the handler.
  on(name, handler) {
    const handlers = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, handlers.add(handler));
    return () => handlers.delete(handler);
  }

  emit(name, value) {
    for (const handler of this.#handlers.get(name) ?? []) {
      handler(value);
    }
  }

  // Opens the stream and keeps it open until close().
  open() {
    if (!this.#stop) {
      this.#stop = new AbortController();
      this.#run(this.#stop.signal);
    }
  }

  close() {
    this.#stop?.abort();
    this.#stop = null;
  }

  async #run(stop) {
    let wait = SHORTEST_WAIT;
    while (!stop.aborted) {
      try {
        this.emit("state", "connecting");
        await this.#listen(stop, () => {
          wait = SHORTEST_WAIT;
          this.emit("state", "open");
        });
      } catch (error) {
        if (!stop.aborted) {
          this.emit("error", error);
        }
      }
      if (!stop.aborted) {
        this.emit("state", "waiting");
        // Half of the wait is chance, so that many pages do not come back at the same moment.
        await pause(wait * (0.5 + Math.random() / 2), stop);
        wait = Math.min(LONGEST_WAIT, wait * 2);
      }
    }
    this.emit("state", "closed");
  }

  async #listen(stop, opened) {
    const broken = new AbortController();
    const end = () => broken.abort();
    stop.addEventListener("abort", end, { once: true });
    let watchdog = setTimeout(end, SILENT_FOR);
    try {
      const headers = { Accept: "text/event-stream", ...(this.#lastId ? { "Last-Event-ID": this.#lastId } : {}) };
      const path = `/api/v1/customers/${encodeURIComponent(this.customerId)}/stream?channel=${encodeURIComponent(this.channel)}`;
      const response = await this.#call("GET", path, { headers, signal: broken.signal });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new EventParser();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        clearTimeout(watchdog);
        watchdog = setTimeout(end, SILENT_FOR);
        for (const event of parser.feed(value)) {
          if (event.id) {
            this.#lastId = event.id;
          }
          if (event.name === "ready") {
            opened();
          } else if (event.name === "offer") {
            const offer = new NbaOffer(this, JSON.parse(event.data));
            if (!offer.test) {
              this.report(offer.trackingToken, "delivered").catch(error => this.emit("error", error));
            }
            this.emit("offer", offer);
          }
        }
      }
    } finally {
      clearTimeout(watchdog);
      stop.removeEventListener("abort", end);
      broken.abort();
    }
  }

  async #json(method, path, body, options = {}) {
    const response = await this.#call(method, path, { ...options, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return response.status === 204 ? null : response.json();
  }

  async #call(method, path, options) {
    for (let attempt = 1; ; attempt++) {
      this.#token ??= await this.#newToken();
      const headers = { ...options.headers, Authorization: `Bearer ${this.#token}` };
      const response = await fetch(this.#base + path, { ...options, method, headers, credentials: "omit", cache: "no-store" });
      if (response.ok) {
        return response;
      }
      if (response.status === 401 && attempt === 1) {
        this.#token = null;
        continue;
      }
      throw new NbaError(response.status, await response.json().catch(() => null));
    }
  }

  async #newToken() {
    const given = await this.#source();
    return typeof given === "string" ? given : given.token;
  }
}

// Server-sent events as the standard has them: lines, ended by LF, CR or CRLF; an empty line ends an event.
class EventParser {
  #rest = "";
  #event = { name: "message", data: [], id: null };

  *feed(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) {
      if (line === "") {
        const { name, data, id } = this.#event;
        this.#event = { name: "message", data: [], id: null };
        yield { name, data: data.join("\n"), id };
      } else if (!line.startsWith(":")) {
        const colon = line.indexOf(":");
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "event") {
          this.#event.name = value;
        } else if (field === "data") {
          this.#event.data.push(value);
        } else if (field === "id") {
          this.#event.id = value;
        }
      }
    }
  }
}

function pause(milliseconds, stop) {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    stop.addEventListener("abort", done, { once: true });
  });
}
