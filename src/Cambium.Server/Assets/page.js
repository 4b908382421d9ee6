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

// Buttons wait until enough runs are chosen. The choice is part of the address, and of every link to another state of the table.
const comparison = document.querySelector("[data-compare]");
if (comparison) {
  const note = comparison.querySelector("[data-compare-note]");
  const hint = note.textContent;
  const chosen = () => [...comparison.querySelectorAll("input[name=ids]:checked, input[name=ids][data-elsewhere]")].map(input => input.value);
  const withChoice = (address, ids) => {
    const url = new URL(address, location.href);
    url.searchParams.delete("selected");
    if (ids.length > 0) {
      url.searchParams.set("selected", ids.join());
    }
    return url;
  };
  const update = () => {
    const ids = chosen();
    for (const button of comparison.querySelectorAll("[data-least]")) {
      button.disabled = ids.length < Number(button.dataset.least);
    }
    note.textContent = ids.length === 0 ? hint : `${ids.length} selected`;
  };
  const remember = () => {
    const ids = chosen();
    history.replaceState(null, "", withChoice(location.href, ids));
    for (const link of document.querySelectorAll("main a[href]")) {
      if (link.pathname === location.pathname && link.origin === location.origin && link.search !== "") {
        link.href = withChoice(link.href, ids);
      }
    }
    for (const form of document.querySelectorAll("main form[method=get]:not([data-compare])")) {
      form.querySelector("input[name=selected]")?.remove();
      if (ids.length > 0) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name: "selected", value: ids.join() });
        form.append(field);
      }
    }
  };
  comparison.addEventListener("change", () => {
    update();
    remember();
  });
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
