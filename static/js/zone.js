// Where this device is, for pages that are made on the site: a cookie until the browser is closed (symptoms/views/travel.py).
// A page that writes for a day and was made before the site knew is asked for again before anything of it is drawn, so that
// nothing moves beneath a gaze. It is not asked for twice, also where no cookie is kept.
(() => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { cookie, home } = document.currentScript.dataset; // no name: a page that says that the site failed
  const told = `${cookie}=${here}`;
  const known = () => document.cookie.split("; ").includes(told);
  if (!cookie || !here || known()) return;
  document.cookie = `${told}; path=/; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
  const clock = (timeZone) => new Date().toLocaleString("en", { timeZone, dateStyle: "short", timeStyle: "medium" });
  if (home && known() && clock(home) !== clock(here)) location.replace(location.href);
})();
