// Marks a form that posts as sending, so that a second press sends nothing. Pages work without it.
"use strict";

(() => {
  const SENDING = "data-sending";

  function mark(form, button) {
    form.setAttribute(SENDING, "");
    if (!button) {
      return;
    }
    button.setAttribute("aria-disabled", "true");
  }

  function clear(form) {
    form.removeAttribute(SENDING);
    const buttons = [...form.elements].filter((control) => control.type === "submit");
    buttons.forEach((button) => button.removeAttribute("aria-disabled"));
  }

  // On the window, so that a script which holds a form back has spoken before.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    if (form.hasAttribute(SENDING)) {
      event.preventDefault();
      return;
    }
    mark(form, event.submitter);
  });

  // The back button may bring the page as it was left: it can be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll(`form[${SENDING}]`).forEach(clear);
  });
})();
