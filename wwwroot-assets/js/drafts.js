// What is typed stays in this tab: until it is saved, thrown away, or the tab is closed.
window.nbaDrafts = {
  keep: (key, text) => sessionStorage.setItem(key, text),
  find: key => sessionStorage.getItem(key),
  drop: key => sessionStorage.removeItem(key),
};
