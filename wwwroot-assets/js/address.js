// The filter of a page in its address. What else stands there stays.
// Whoever has followed a link, or gone back, since the filter was typed is on the way to somewhere else: writing the filter now would call that off.
let isLeaving = false;

document.addEventListener("click", event => isLeaving = event.target instanceof Element && !!event.target.closest("a[href]"), true);
document.addEventListener("input", () => isLeaving = false, true);
window.addEventListener("popstate", () => isLeaving = true);

window.nbaAddress = {
  filter: (path, names, filter) => {
    if (isLeaving || location.pathname !== path) {
      return;
    }
    const others = location.search.slice(1).split("&").filter(field => field && !names.includes(field.split("=")[0]));
    const query = [filter, ...others].filter(part => part).join("&");
    Blazor.navigateTo(query ? `${path}?${query}` : path, { replaceHistoryEntry: true });
  },
};
