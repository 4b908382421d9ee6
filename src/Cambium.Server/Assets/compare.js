// The controls of a comparison: whatever is chosen becomes part of the address, without loading the page again.

const form = document.getElementById("view");

function remember() {
  const url = new URL(location.href);
  url.search = "";
  for (const [name, value] of new FormData(form)) {
    const control = form.elements[name];
    if (control.dataset?.default !== value) {
      url.searchParams.append(name, value);
    }
  }
  history.replaceState(null, "", url);
}

function update() {
  for (const output of document.querySelectorAll("output[form=view]")) {
    output.value = Number(form.elements[output.dataset.of].value).toFixed(2);
  }
  for (const part of document.querySelectorAll("[data-shown-for]")) {
    part.hidden = !part.dataset.shownFor.split(" ").includes(form.elements.plot.value);
  }
}

if (form) {
  form.querySelector("[data-apply]").hidden = true;
  const changed = event => {
    if (event.target.form === form) {
      update();
      remember();
      form.dispatchEvent(new Event("cambium-view"));
    }
  };
  document.addEventListener("change", changed);
  document.addEventListener("input", event => {
    if (event.target.type === "range") {
      changed(event);
    }
  });
  update();
}
