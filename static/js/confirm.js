/* data-confirm on a button or form: asks in our own words before the form is sent. */

let agreed = null;

function question(form, submitter) {
  return (submitter && submitter.dataset.confirm) || form.dataset.confirm || "";
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const text = question(form, event.submitter);
    const dialog = document.getElementById("ask");
    if (!text || !dialog) return;
    if (agreed === form) {
      agreed = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    dialog.querySelector("#ask-text").textContent = text;
    dialog.returnValue = "no";
    dialog.addEventListener(
      "close",
      () => {
        if (dialog.returnValue !== "yes") return;
        agreed = form;
        form.requestSubmit(submitter || undefined);
      },
      { once: true },
    );
    dialog.showModal();
  },
  true,
);
