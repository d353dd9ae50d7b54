// The filter of a page in its address. What else stands there stays.
// Whoever has followed a link, or gone back, since the filter was typed is on the way to somewhere else: writing the filter now would call that off.
{
  let isLeaving = false;

  // A link that opens beside the page, or leads to a place on it, leaves nothing.
  const leaves = event => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    return !!link && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      && !link.hasAttribute("download") && (!link.target || link.target === "_self") && !link.getAttribute("href").startsWith("#");
  };

  document.addEventListener("click", event => isLeaving = leaves(event), true);
  document.addEventListener("input", () => isLeaving = false, true);
  window.addEventListener("popstate", () => isLeaving = true);

  window.nbaAddress = {
    // False where nothing was written.
    filter: (path, names, filter) => {
      if (isLeaving || location.pathname.toLowerCase().replace(/(.)\/$/, "$1") !== path) {
        return false;
      }
      const others = location.search.slice(1).split("&").filter(field => field && !names.includes(field.split("=")[0]));
      const query = [filter, ...others].filter(part => part).join("&");
      Blazor.navigateTo(query ? `${path}?${query}` : path, { replaceHistoryEntry: true });
      return true;
    },
  };
}
