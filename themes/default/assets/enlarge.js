// A large picture over the page. Escape, Enter, a click and the button all lead back to where the reader was.

export function enlarge(link, words) {
  const small = link.querySelector("img");
  const dialog = Object.assign(document.createElement("dialog"), { className: "enlarged" });
  const picture = Object.assign(document.createElement("img"), { src: link.href, alt: small.alt });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "icon-button", autofocus: true });
  close.setAttribute("aria-label", words);
  dialog.setAttribute("aria-label", small.alt);
  dialog.dataset.weeklogKeep = "";
  dialog.append(picture, close);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); link.focus({ preventScroll: true }); });
  document.body.append(dialog);
  dialog.showModal();
}
