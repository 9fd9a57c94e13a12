// Says what this phone keeps, on pages that know nobody; goes on once the server answers again.
"use strict";

(() => {
  const kept = window.squadKept;
  const count = kept.list("draft", "waiting", "sent", "refused").length;
  document.querySelectorAll("[data-kept-some]").forEach((part) => {
    part.hidden = count === 0;
  });
  document.querySelectorAll("[data-kept-logs]").forEach((part) => {
    part.hidden = !kept.logs() || !kept.works;
  });
  if (document.querySelector("[data-go-on]")) {
    // The answer to a form cannot be asked for again by its address.
    const goal = location.pathname === "/sessions/new" && !location.search ? "/" : location.href;
    sessionStorage.removeItem("squad-sent"); // no answer came: js/outbox.js sends it again
    kept.whenBack(() => location.replace(goal));
  }
})();
