// Small comforts; every page works without them.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function toggleTheme() {
  const now = root.dataset.theme ?? (system.matches ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  // What the system says anyway need not be remembered.
  const isSystem = next === (system.matches ? "dark" : "light");
  if (isSystem) {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = next;
  }
  try {
    if (isSystem) {
      localStorage.removeItem("cambium-theme");
    } else {
      localStorage.setItem("cambium-theme", next);
    }
  } catch {
    // Not remembered, then.
  }
  dispatchEvent(new Event("cambium-theme"));
}

document.querySelector("[data-theme-toggle]").addEventListener("click", toggleTheme);

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) {
    continue;
  }
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 1500);
  });
}

// "/" puts the cursor into the filter.
const filter = document.querySelector("[data-shortcut]");
addEventListener("keydown", event => {
  if (filter && event.key === filter.dataset.shortcut && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    filter.focus();
  }
});

// The comparison button tells how many runs are chosen, and waits for two.
const comparison = document.querySelector("[data-compare]");
if (comparison) {
  const button = comparison.querySelector("button[type=submit]");
  const note = comparison.querySelector("[data-compare-note]");
  const hint = note.textContent;
  const update = () => {
    const count = comparison.querySelectorAll("input[name=ids]:checked").length;
    button.disabled = count < 2;
    note.textContent = count === 0 ? hint : `${count} selected`;
  };
  comparison.addEventListener("change", update);
  addEventListener("pageshow", update);
  update();
}

// A menu closes on Escape and on a click elsewhere.
for (const menu of document.querySelectorAll("details.menu")) {
  addEventListener("keydown", event => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  addEventListener("click", event => {
    if (menu.open && !menu.contains(event.target)) {
      menu.open = false;
    }
  });
}
