// Completes a filter in its field: names of metrics, parameters and tags, comparators, known values, AND. An ARIA combobox with a list; without it the
// field is a plain one.

const MOST = 12;
const NUMBERS = ["=", "!=", "<", "<=", ">", ">="];
const TEXTS = ["=", "!=", "LIKE", "ILIKE"];
const TOKEN = /[a-z]+\.`[^`]*`?|[a-z]+\."[^"]*"?|'[^']*'?|"[^"]*"?|\([^)]*\)?|[=!<>]+|[^\s=!<>'"(]+/giu;
const PLAIN = /^[\p{L}\p{Nd}_/.-]+$/u;

function quoted(name) {
  return PLAIN.test(name) ? name : name.includes("`") ? `"${name}"` : `\`${name}\``;
}

// What may stand at the end of a text, and where the word that is being typed begins.
function expected(text) {
  const tokens = [...text.matchAll(TOKEN)];
  const last = tokens.at(-1);
  const isTyping = last !== undefined && last.index + last[0].length === text.length;
  const done = isTyping ? tokens.slice(0, -1) : tokens;
  let state = "key";
  let key = "";
  for (const [token] of done) {
    if (state === "key") {
      key = token;
      state = "comparator";
    } else if (state === "comparator") {
      state = /^not$/i.test(token) ? "comparator" : "value";
    } else {
      state = state === "value" ? "and" : "key";
    }
  }
  return { state, key, word: isTyping ? last[0] : "", start: isTyping ? last.index : text.length };
}

function isNumber(names, key) {
  return /^metrics?\./.test(key) || (names.numbers ?? []).includes(key.replace(/^(attributes?|attr|run)\./, ""));
}

function options(names, { state, key }) {
  switch (state) {
    case "key":
      return [
        ...(names.metrics ?? []).map(name => ({ text: `metrics.${quoted(name)}`, kind: "metric" })),
        ...(names.params ?? []).map(name => ({ text: `params.${quoted(name)}`, kind: "parameter" })),
        ...(names.texts ?? []).map(name => ({ text: name, kind: "attribute" })),
        ...(names.numbers ?? []).map(name => ({ text: name, kind: "attribute" })),
        ...(names.tags ?? []).map(name => ({ text: `tags.${quoted(name)}`, kind: "tag" })),
      ];
    case "comparator":
      return (isNumber(names, key) ? NUMBERS : key === "run_id" ? [...TEXTS, "IN", "NOT IN"] : TEXTS).map(text => ({ text, kind: "comparator" }));
    case "value":
      return (names.values?.[key.replace(/^(attributes?|attr|run)\./, "")] ?? []).map(value => ({ text: `'${value}'`, kind: "value" }));
    default:
      return [{ text: "AND", kind: "and one more" }];
  }
}

function matching(all, word) {
  const wanted = word.toLowerCase();
  const place = option => {
    const text = option.text.toLowerCase();
    const at = text.indexOf(wanted);
    return at < 0 ? -1 : at === 0 || text[at - 1] === "." ? 0 : 1;
  };
  return all
    .map(option => ({ option, place: place(option) }))
    .filter(({ option, place: at }) => at >= 0 && option.text !== word)
    .sort((a, b) => a.place - b.place)
    .slice(0, MOST)
    .map(({ option }) => option);
}

function combobox(input) {
  const names = JSON.parse(document.getElementById(input.dataset.complete).textContent);
  const list = document.createElement("ul");
  list.id = `${input.id}-options`;
  list.className = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let active = -1;
  let at = null;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = index => {
    active = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    const item = list.children[index];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const take = text => {
    const before = input.value.slice(0, at.start);
    const after = input.value.slice(at.start + at.word.length).replace(/^\s+/, "");
    const gap = before === "" || before.endsWith(" ") ? "" : " ";
    input.value = `${before}${gap}${text} ${after}`;
    const caret = `${before}${gap}${text} `.length;
    input.focus();
    input.setSelectionRange(caret, caret);
    open();
  };

  const open = () => {
    at = expected(input.value.slice(0, input.selectionStart ?? input.value.length));
    const found = matching(options(names, at), at.word);
    list.replaceChildren(...found.map((option, i) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.text = option.text;
      const text = document.createElement("span");
      text.textContent = option.text;
      const kind = document.createElement("span");
      kind.className = "key";
      kind.textContent = option.kind;
      item.append(text, kind);
      return item;
    }));
    if (found.length === 0) {
      close();
      return;
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(-1);
  };

  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", event => {
    event.preventDefault();
    const item = event.target.closest("li");
    if (item) {
      take(item.dataset.text);
    }
  });
  input.addEventListener("keydown", event => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (count === 0) {
        open();
      } else {
        // One place beyond the ends is the field itself.
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((active + 1 + step + count + 1) % (count + 1) - 1);
      }
    } else if ((event.key === "Enter" || event.key === "Tab") && count > 0 && active >= 0) {
      event.preventDefault();
      take(list.children[active].dataset.text);
    } else if (event.key === "Escape" && count > 0) {
      event.preventDefault();
      close();
    }
  });
}

for (const input of document.querySelectorAll("[data-complete]")) {
  combobox(input);
}
