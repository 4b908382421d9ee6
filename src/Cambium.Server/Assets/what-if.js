// Asks the model anew whenever a value changes, and puts the answer in. The server draws it, as it does without this script; only what was changed is in the address.

const WAIT = 120;
const form = document.querySelector("[data-what-if]");

if (form) {
  const fields = [...form.querySelectorAll("[data-field]")].map(element => ({
    element,
    name: element.dataset.field,
    start: element.dataset.start,
    isNumber: element.dataset.kind === "number",
    input: element.querySelector("[data-value]"),
    slider: element.querySelector("[data-slider]"),
    changed: element.querySelector("[data-changed]"),
    problem: element.querySelector("[data-problem]"),
  }));
  const count = form.querySelector("[data-count]");
  const words = document.querySelector("[data-live-words]");
  const result = document.querySelector(".what-if-result");
  let timer = 0;
  let isAsking = false;
  let isStale = false;

  const isChanged = field => {
    const [now, start] = [field.input.value.trim(), field.start];
    return now !== start && !(field.isNumber && now !== "" && start !== "" && Number(now) === Number(start));
  };

  function mark() {
    const url = new URL(form.dataset.whatIf, location.href);
    let changed = 0;
    for (const field of fields) {
      const isNew = isChanged(field);
      field.changed.hidden = !isNew;
      if (isNew) {
        changed += 1;
        url.searchParams.set(field.input.name, field.input.value);
      }
    }
    for (const [name, value] of new URL(location.href).searchParams) {
      if (name === "from") {
        url.searchParams.set(name, value);
      }
    }
    count.textContent = changed === 0 ? "" : `${changed} value${changed === 1 ? "" : "s"} changed`;
    history.replaceState(null, "", url);
  }

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-what-if-answer]");
    if (!fresh) {
      // Something else answered, such as the page to sign in.
      location.reload();
      return;
    }
    const problems = JSON.parse(fresh.dataset.problems);
    for (const field of fields) {
      const problem = Object.hasOwn(problems, field.name) ? problems[field.name] : null;
      field.problem.textContent = problem ?? "";
      field.problem.hidden = problem === null;
      field.input.toggleAttribute("aria-invalid", problem !== null);
      if (problem !== null) {
        field.input.setAttribute("aria-invalid", "true");
      }
    }
    document.querySelector("[data-what-if-answer]").replaceWith(fresh);
    words.textContent = fresh.querySelector("[data-said], [role=alert]")?.textContent ?? "";
  }

  function fail(text) {
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.textContent = `The model could not be asked: ${text}`;
    document.querySelector("[data-what-if-answer]").replaceChildren(notice);
    words.textContent = notice.textContent;
  }

  // One question at a time; what was typed meanwhile is the next.
  async function ask() {
    if (isAsking) {
      isStale = true;
      return;
    }
    isAsking = true;
    try {
      const row = Object.fromEntries(fields.map(field => [field.name, field.input.value === "" ? null : field.input.value]));
      const answer = await fetch(form.dataset.whatIf + location.search, { method: "POST", headers: { "Accept": "text/html", "Content-Type": "application/json" }, body: JSON.stringify(row) });
      if (answer.ok) {
        show(await answer.text());
      } else {
        fail((await answer.json()).detail);
      }
    } catch {
      fail("the server does not answer.");
    } finally {
      isAsking = false;
      if (isStale) {
        isStale = false;
        ask();
      }
    }
  }

  function later() {
    mark();
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  }

  function slide(field) {
    if (field.slider && field.input.value.trim() !== "" && Number.isFinite(Number(field.input.value))) {
      field.slider.value = field.input.value;
    }
  }

  // On a narrow screen the words stay in sight at the bottom while the answer itself is not.
  new IntersectionObserver(entries => words.classList.toggle("is-told", entries.at(-1).isIntersecting), { rootMargin: "0px 0px -25% 0px" }).observe(result);

  for (const field of fields) {
    if (field.slider) {
      field.slider.hidden = false;
      field.slider.addEventListener("input", () => {
        field.input.value = String(Number(Number(field.slider.value).toPrecision(6)));
        later();
      });
    }
    field.input.addEventListener("input", () => {
      slide(field);
      later();
    });
  }

  form.querySelector("[data-plain]").hidden = true;
  const starts = document.querySelector("[data-starts]");
  if (starts) {
    starts.querySelector("button").hidden = true;
    starts.querySelector("select").addEventListener("change", () => starts.requestSubmit());
  }
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (event.submitter?.matches("[data-flip]")) {
      const url = new URL(location.href);
      url.searchParams.set(event.submitter.name, event.submitter.value);
      location.assign(url);
    } else {
      later();
    }
  });
  form.querySelector("[data-back]").addEventListener("click", event => {
    event.preventDefault();
    for (const field of fields) {
      field.input.value = field.start;
      slide(field);
    }
    later();
  });

  const find = form.querySelector("[data-find]");
  if (find) {
    const more = form.querySelector("[data-more]");
    find.hidden = false;
    find.addEventListener("input", event => {
      event.stopPropagation();
      const text = find.value.trim().toLowerCase();
      for (const field of fields) {
        field.element.hidden = !field.name.toLowerCase().includes(text);
      }
      if (more && text !== "") {
        more.open = true;
      }
    });
  }
}
