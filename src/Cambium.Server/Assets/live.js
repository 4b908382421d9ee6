// While a run is running, fetches the page again every few seconds and puts in what changed: every [data-live] element by its name. Pauses while the page is
// hidden and stops when no run is running any more.

const INTERVAL = 2500;
let timer = 0;

function isRunning(page) {
  return page.querySelector("[data-running]") !== null;
}

// Loading the page again would take away what is being typed or chosen.
function isBusy() {
  return document.activeElement?.matches("input:not([type=checkbox]), textarea, select") || document.querySelector("details.menu[open]") !== null;
}

// What the reader is using stays as it is; the next round brings it up to date.
function isInUse(element) {
  return element.contains(document.activeElement) || element.matches(":has(details[open])");
}

function replaceChart(old, fresh) {
  const data = "script[type='application/json']";
  if (old.querySelector(data).textContent !== fresh.querySelector(data).textContent) {
    old.querySelector(data).textContent = fresh.querySelector(data).textContent;
    old.querySelector(".data table").replaceWith(fresh.querySelector(".data table"));
    old.querySelector("[data-chart]").dispatchEvent(new Event("cambium-data"));
  }
}

function replace(old, fresh) {
  if (old.querySelector(":scope > [data-chart]")) {
    replaceChart(old, fresh);
  } else if (!isInUse(old) && old.innerHTML !== fresh.innerHTML) {
    const chosen = new Map([...old.querySelectorAll("input[type=checkbox]")].map(box => [box.value, box.checked]));
    old.replaceChildren(...fresh.childNodes);
    for (const box of old.querySelectorAll("input[type=checkbox]")) {
      box.checked = chosen.get(box.value) ?? box.checked;
    }
  }
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const names = root => [...root.querySelectorAll("[data-live]")].map(element => element.dataset.live);
  if (names(document).join() !== names(page).join() && !isBusy()) {
    // Something appeared, such as a run or a chart.
    location.reload();
    return;
  }
  for (const old of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${CSS.escape(old.dataset.live)}"]`);
    if (fresh) {
      replace(old, fresh);
    }
  }
  dispatchEvent(new Event("cambium-refreshed"));
}

async function round() {
  timer = 0;
  try {
    await refresh();
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
    // The server cannot be reached just now: the next round asks again.
  }
  schedule();
}

function schedule() {
  if (timer === 0 && !document.hidden && isRunning(document)) {
    timer = setTimeout(round, INTERVAL);
  }
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    clearTimeout(timer);
    timer = 0;
  } else {
    schedule();
  }
});
schedule();
