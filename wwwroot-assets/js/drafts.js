// What is typed stays in this tab: until it is saved, thrown away, or the tab is closed.
window.nbaDrafts = {
  keep: (key, text) => {
    try {
      sessionStorage.setItem(key, text);
      return true;
    } catch {
      // The tab's store is full: rather nothing than what stood there before.
      sessionStorage.removeItem(key);
      return false;
    }
  },
  has: key => !!sessionStorage.getItem(key),
  // As bytes, which come to the hub as a stream; only what is there.
  find: key => new TextEncoder().encode(sessionStorage.getItem(key)),
  drop: key => sessionStorage.removeItem(key),
};
