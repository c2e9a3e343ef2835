// A timer that ends by itself, without a sound and without a press. Minutes are told as they pass, its end is told once;
// the time is that of the clock, so that a page that slept is right when it wakes.
for (const timer of document.querySelectorAll(".timer")) {
  const { minutes, left, over } = timer.dataset;
  const button = timer.querySelector("button");
  const told = timer.querySelector(".clock");
  let until = 0;
  let ticking = 0;
  const tell = () => {
    const rest = Math.ceil((until - Date.now()) / 60000);
    const words = rest > 0 ? left.replace("{n}", rest) : over;
    if (told.textContent !== words) told.textContent = words;
    if (rest <= 0) {
      clearInterval(ticking);
      ticking = 0;
    }
  };
  // Pressed again while it runs it goes on: a gaze that rests starts nothing anew.
  button.addEventListener("click", () => {
    if (ticking) return;
    until = Date.now() + Number(minutes) * 60000;
    ticking = setInterval(tell, 1000);
    tell();
  });
  document.addEventListener("visibilitychange", () => {
    if (ticking) tell();
  });
  timer.hidden = false;
}
