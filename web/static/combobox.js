/* Completions while a query is typed: the search box becomes a combobox (ARIA 1.2, list autocomplete), whose options come
   from the server as a list. Without this file the box is a plain one. */
"use strict";

(() => {
  const DELAY = 130; // milliseconds of rest before the server is asked
  const SHORTEST = 2;
  const LONGEST = 200;

  const box = () => document.getElementById("q");
  const list = () => document.getElementById("q-options");
  const options = () => [...list().children];
  const isOpen = () => !list().hidden;

  let timer = 0;
  let request = null;
  let active = -1;

  const prepare = () => {
    const input = box();
    if (!input || !list() || input.getAttribute("role") === "combobox") return;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "q-options");
    input.setAttribute("aria-expanded", "false");
  };

  const forget = () => {
    clearTimeout(timer);
    if (request) request.abort();
    request = null;
  };

  const mark = (index) => {
    active = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const chosen = options()[index];
    if (chosen) {
      box().setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      box().removeAttribute("aria-activedescendant");
    }
  };

  const open = () => {
    list().hidden = false;
    box().setAttribute("aria-expanded", "true");
    mark(-1);
  };

  const close = () => {
    forget();
    if (!box() || !list()) return;
    list().hidden = true;
    box().setAttribute("aria-expanded", "false");
    mark(-1);
  };

  const ask = async () => {
    const typed = box().value;
    forget();
    if (typed.trim().length < SHORTEST || typed.length > LONGEST) return close();
    const asked = new AbortController();
    request = asked;
    try {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      const html = answer.ok ? await answer.text() : "";
      if (asked.signal.aborted || document.activeElement !== box()) return undefined;
      list().innerHTML = html; // escaped by the server's templates
      return list().childElementCount ? open() : close();
    } catch {
      return asked.signal.aborted ? undefined : close();
    }
  };

  const choose = (option) => {
    close();
    if (option.dataset.href) {
      window.location.assign(option.dataset.href);
    } else {
      box().value = option.dataset.text;
      box().form.requestSubmit();
    }
  };

  const later = (event) => {
    if (!(event.target instanceof Element) || event.target.id !== "q" || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  };
  document.addEventListener("input", later);
  document.addEventListener("compositionend", later);

  document.addEventListener("keydown", (event) => {
    if (!(event.target instanceof Element) || event.target.id !== "q" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const last = options().length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) {
        ask();
      } else if (event.key === "ArrowDown") {
        mark(active === last ? -1 : active + 1); // past the last one back to what was typed
      } else {
        mark(active === -1 ? last : active - 1);
      }
    } else if (event.key === "Enter") {
      if (isOpen() && active >= 0) {
        event.preventDefault();
        choose(options()[active]);
      } else {
        close();
      }
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault(); // a second Escape empties the box, as browsers do
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });

  document.addEventListener("focusout", (event) => {
    if (event.target instanceof Element && event.target.id === "q") close();
  });
  document.addEventListener("submit", close);
  // the focus stays in the box while an option is pressed
  document.addEventListener("mousedown", (event) => {
    if (event.target instanceof Element && event.target.closest("#q-options")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target instanceof Element ? event.target.closest("#q-options [role=option]") : null;
    if (option) choose(option);
  });

  document.addEventListener("htmx:afterSettle", prepare);
  prepare();
})();
