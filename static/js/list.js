// In the list, while it has the focus: j to the next person, k to the one before. Enter opens, as on any link.
document.querySelector("[data-keys]")?.addEventListener("keydown", (press) => {
  const step = { j: 1, k: -1 }[press.key];
  const typing = press.target.closest("input, select, textarea");
  if (!step || typing || press.ctrlKey || press.metaKey || press.altKey) return;
  const people = [...press.currentTarget.querySelectorAll("a.who")];
  const here = people.indexOf(press.target.closest("li.worklist-row")?.querySelector("a.who"));
  const next = people[here + step];
  if (!next) return;
  next.focus();
  press.preventDefault();
});
