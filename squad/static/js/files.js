// Says at once that a chosen file is too large, before a phone sends it. Pages work without it: the
// server refuses it as well, and what was typed comes back.
"use strict";

document.querySelectorAll("input[type=file][data-most-bytes]").forEach((input) => {
  const message = document.createElement("p");
  message.className = "msg";
  message.id = `${input.id}-too-large`;
  message.setAttribute("role", "alert");
  input.after(message);

  const tooLarge = () => [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));

  input.addEventListener("change", () => {
    message.textContent = tooLarge() ? input.dataset.tooLarge : "";
  });

  input.form.addEventListener("submit", (event) => {
    if (tooLarge()) {
      event.preventDefault();
      input.focus();
    }
  });
});
