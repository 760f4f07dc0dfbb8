/* What the page does beyond links and forms: keys, narrowing a facet's list, keeping the focus after an update.
   Without this file everything still works. */
"use strict";

(() => {
  const KEYS_OFF = "fihris.keys-off";

  const stored = {
    get off() {
      try { return localStorage.getItem(KEYS_OFF) === "1"; } catch { return false; }
    },
    set off(value) {
      try { localStorage.setItem(KEYS_OFF, value ? "1" : "0"); } catch { /* private windows may store nothing */ }
    },
  };

  const box = () => document.getElementById("q");
  const titles = () => [...document.querySelectorAll(".hit .title")];

  // ---- keys

  const dialog = document.getElementById("keys");
  const dialogButton = document.getElementById("keys-button");
  const switchBox = document.getElementById("keys-on");

  const openDialog = () => {
    switchBox.checked = !stored.off;
    if (!dialog.open) dialog.showModal();
  };

  if (dialog && dialogButton && switchBox) {
    dialogButton.hidden = false;
    dialogButton.addEventListener("click", openDialog);
    switchBox.addEventListener("change", () => { stored.off = !switchBox.checked; });
  }

  const step = (by) => {
    const all = titles();
    const current = document.activeElement ? document.activeElement.closest(".hit") : null;
    const at = current ? all.findIndex((title) => current.contains(title)) : by > 0 ? -1 : 0;
    const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (next) next.focus();
  };

  const typing = (target) =>
    target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    if (stored.off || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (typing(event.target) || (dialog && dialog.open)) return;
    // by the key's place too: on an Arabic keyboard j types ت and k types ن
    const key = event.key;
    if (key === "?" || key === "؟") {
      event.preventDefault();
      openDialog();
    } else if (key === "/" || (event.code === "Slash" && !event.shiftKey)) {
      event.preventDefault();
      box().focus();
      box().select();
    } else if (key === "j" || key === "ت") {
      step(1);
    } else if (key === "k" || key === "ن") {
      step(-1);
    }
  });

  // ---- narrowing a facet's list to what is typed

  const plain = (text) =>
    text.normalize("NFKD").replace(/[\u0610-\u061a\u0640\u064b-\u065f\u0670]/g, "") // harakat, tatweel, hamza marks
      .replace(/ٱ/g, "ا").replace(/[ىی]/g, "ي").replace(/ک/g, "ك").replace(/ة/g, "ه").toLowerCase();

  const narrow = (input) => {
    const facet = document.getElementById(input.dataset.narrows);
    const wanted = plain(input.value.trim());
    for (const item of facet.querySelectorAll("li")) {
      // a place stays while one in it does, and shows it
      const labels = [...item.querySelectorAll(".label")];
      item.hidden = wanted !== "" && !labels.some((label) => plain(label.textContent).includes(wanted));
      const inner = item.querySelector(":scope > details");
      if (inner && wanted !== "" && !item.hidden) inner.open = true;
    }
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-narrows]")) narrow(event.target);
  });
  document.addEventListener("keydown", (event) => {
    // Enter in the narrowing box would do nothing sensible; it is no form's
    if (event.key === "Enter" && event.target instanceof Element && event.target.matches("[data-narrows]")) {
      event.preventDefault();
    }
  });

  // ---- what each update needs

  const wide = window.matchMedia("(min-width: 52rem)");
  const filtersOpen = { value: false };
  let unfolded = [];

  const prepare = () => {
    for (const label of document.querySelectorAll(".narrow")) label.hidden = false;
    const filters = document.getElementById("filters");
    if (filters) {
      const alwaysShown = CSS.supports("selector(::details-content)");
      if (filtersOpen.value || (wide.matches && !alwaysShown)) filters.open = true;
    }
  };

  let appending = false;
  let leafing = false;
  let hitsBefore = 0;
  let focused = "";

  document.addEventListener("htmx:beforeSwap", (event) => {
    const filters = document.getElementById("filters");
    filtersOpen.value = Boolean(filters && filters.open);
    unfolded = [...document.querySelectorAll("#search details[id][open]")].map((one) => one.id);
    appending = event.detail.target.id === "more";
    leafing = event.detail.target.id === "reading";
    hitsBefore = titles().length;
    focused = document.activeElement ? document.activeElement.id : "";
  });

  document.addEventListener("htmx:afterSettle", () => {
    prepare();
    for (const id of unfolded) { // what was unfolded stays so, and with it the focus on a choice inside
      const details = document.getElementById(id);
      if (details && id !== "filters") details.open = true;
    }
    if (appending) {
      appending = false;
      const next = titles()[hitsBefore];
      if (next) next.focus({ preventScroll: true });
      return;
    }
    if (leafing) { // to another part of a long article, which is read from its beginning
      leafing = false;
      document.getElementById("main").focus({ preventScroll: true });
      return;
    }
    if (document.activeElement && document.activeElement !== document.body) return;
    // the link is still there under its own name, or (a chip that was removed) the results take the focus
    const target = (focused && document.getElementById(focused)) || document.getElementById("results-title");
    if (target) target.focus({ preventScroll: true });
  });

  prepare();
})();
