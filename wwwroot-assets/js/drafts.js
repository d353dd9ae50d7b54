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
  find: key => sessionStorage.getItem(key),
  drop: key => sessionStorage.removeItem(key),
};
