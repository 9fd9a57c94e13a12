// Marks a form that posts as sending, so that a second press sends nothing, and lets a form that
// the back button brings again keep its key; shows the way back; closes menus; takes the worker up.
// Pages work without it.
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

  // A form is fetched afresh on the way back, with a new key: sent again it would make a second
  // record. The history remembers the key that this visit began with; a draft brings its own.
  document.querySelectorAll("form input[name=form_key]").forEach((input) => {
    const name = `key ${input.form.getAttribute("action")}`;
    const state = history.state ?? {};
    input.value = input.form.dataset.draftSaved ? input.value : state[name] ?? input.value;
    history.replaceState({ ...state, [name]: input.value }, "");
  });

  // After a form was refused what was typed is one page back, and nowhere else.
  document.querySelectorAll("[data-back]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => history.back());
  });

  // Without network there is a page that says so, and an empty log.
  const worker = document.querySelector("meta[name=squad-worker]");
  if (worker && navigator.serviceWorker) {
    navigator.serviceWorker.register(worker.content, { scope: "/" }).catch(() => {});
  }

  // A menu closes by Escape, and where the keyboard or a finger goes elsewhere.
  document.querySelectorAll("details.menu").forEach((menu) => {
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    const elsewhere = (event) => {
      const { target } = event; // a question that a menu asked leads back to it
      menu.open = menu.open && (menu.contains(target) || target.closest("dialog") !== null);
    };
    document.addEventListener("focusin", elsewhere);
    document.addEventListener("click", elsewhere);
  });

  // A page of nobody is no answer to what was sent: it is sent again, with the same key.
  if (!document.querySelector("meta[name=squad-owner]")) {
    sessionStorage.removeItem("squad-sent");
  }

  // The back button may bring the page as it was left: it can be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll(`form[${SENDING}]`).forEach(clear);
  });
})();
