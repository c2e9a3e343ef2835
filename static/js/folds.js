// What an address names is open when one comes to it: a figure below the screen is fetched as it opens.
(() => {
  const open = () => {
    const fold = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!fold || !fold.matches("details")) return;
    fold.open = true;
    fold.scrollIntoView();
  };
  addEventListener("hashchange", open);
  addEventListener("load", open);
})();
