// Says what is wrong with the host's part while it is being typed: asks the service, which knows the rules, and puts its answers beside
// the fields. There is no rule and no text in here, and nothing is kept by it. Without it the form works the same: what is wrong is then
// said when the form is sent.
"use strict";

(() => {
  const form = document.querySelector("form[data-check]");
  if (!form || !window.fetch || !window.AbortController) return;

  const pause = 700; // milliseconds without a key before the service is asked
  const patience = 10000; // milliseconds before an answer is given up
  const state = document.getElementById("verification");
  const advice = document.getElementById("conseils");
  const complete = document.getElementById("complet");
  const places = new Map(); // identifier of a value: where its message stands, and what the message is about
  let timer = 0;
  let current = null; // the question that waits for an answer
  let notBefore = 0; // the moment before which the service wants to be asked nothing
  let isOver = false; // the link or the part is closed: asking again is of no use

  // A place for messages that was there before them is read out when one is written into it.
  const addPlace = (id, box, after, controls) => {
    let text = document.getElementById(`${id}-erreur`);
    if (!text) {
      text = document.createElement("p");
      text.id = `${id}-erreur`;
      text.className = "problem";
      after.after(text);
    }
    text.setAttribute("aria-live", "polite");
    places.set(id, { text, box, controls });
  };

  // Lines that come back into an alert would all be read out at each key; each has its own place below.
  document.getElementById("problemes")?.removeAttribute("role");

  for (const box of form.querySelectorAll(".field")) {
    const control = box.querySelector("input, textarea");
    addPlace(control.id, box, box.querySelector("label"), [control]);
  }
  for (const box of form.querySelectorAll("fieldset.day")) {
    addPlace(box.id, box, box.querySelector("legend"), box.querySelectorAll("input"));
  }
  const hours = form.querySelector("#v-placement-timetable");
  addPlace(hours.id, null, hours.nextElementSibling, []);

  const show = (place, message) => {
    // What is the same is left alone, so that nobody hears it twice.
    if (place.text.textContent !== message) place.text.textContent = message;
    if (place.box) place.box.classList.toggle("wrong", message !== "");
    for (const control of place.controls) {
      if (message) {
        control.setAttribute("aria-invalid", "true");
        control.setAttribute("aria-describedby", place.text.id);
      } else {
        control.removeAttribute("aria-invalid");
        control.removeAttribute("aria-describedby");
      }
    }
  };

  // The lists above the form were made when the page was: what has been settled since is struck from them.
  const strike = (list, open) => {
    const lines = [...list.querySelectorAll("li")];
    for (const line of lines) line.hidden = !open.has(line.querySelector("a").hash.slice(1));
    list.hidden = lines.every((line) => line.hidden);
  };

  const answered = (answer) => {
    const messages = new Map(answer.problems.map((problem) => [problem.field, problem.text]));
    for (const [id, place] of places) show(place, messages.get(id) || "");
    const open = new Set([...messages.keys(), ...answer.missing]);
    for (const list of document.querySelectorAll(".summary, .missing")) strike(list, open);
    const known = [...advice.children].map((line) => line.textContent);
    if (known.join("\n") !== answer.advice.join("\n")) {
      advice.replaceChildren(...answer.advice.map((text) => {
        const line = document.createElement("p");
        line.className = "notice";
        line.textContent = text;
        return line;
      }));
    }
    // What is missing or wrong again is not complete any more, whatever the page said when it was made.
    if (complete) complete.hidden = open.size > 0;
    state.textContent = "";
  };

  const failed = () => {
    const text = isOver ? state.dataset.over : state.dataset.lost;
    if (state.textContent !== text) state.textContent = text;
  };

  const ask = async () => {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    const limit = setTimeout(() => mine.abort(), patience);
    try {
      const response = await fetch(form.dataset.check, {
        method: "POST", body: new URLSearchParams(new FormData(form)), mode: "same-origin", redirect: "error",
        cache: "no-store", signal: mine.signal,
      });
      if (response.ok) {
        const answer = await response.json();
        if (current === mine) answered(answer);
        return;
      }
      if (current !== mine) return;
      isOver = response.status < 500 && response.status !== 429;
      failed();
      if (response.status !== 429) return;
      notBefore = Date.now() + 1000 * (Number(response.headers.get("Retry-After")) || 60);
      plan(pause);
    } catch {
      if (current === mine) failed();
    } finally {
      clearTimeout(limit);
    }
  };

  const plan = (milliseconds) => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(ask, Math.max(milliseconds, notBefore - Date.now()));
  };

  form.addEventListener("input", () => plan(pause));
  window.addEventListener("online", () => plan(pause));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    current?.abort();
    current = null;
  });
})();
