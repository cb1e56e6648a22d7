// The search page: asks Pagefind's index as the reader types. Words come from the page, texts from the index.
const form = document.getElementById("_search");
const list = document.getElementById("_results");
const more = document.getElementById("_more");
const told = form.querySelector(".found");
const needs = document.querySelector(".needs");
const CHOICES = ["source", "tag", "year"];
const AT_ONCE = 10;
const WAIT = 150; // milliseconds without a key until the index is asked

let locale; // the reader's own where the page's language is none that the browser knows
try { [locale] = Intl.getCanonicalLocales(document.documentElement.lang); } catch { locale = undefined; }
let pagefind;
let found = [];
let shown = 0;
let turn = 0; // of the search that was asked for last
let timer;

const number = (n) => n.toLocaleString(locale);
const say = (name, n) => { told.textContent = name ? told.dataset[name].replace("{number}", number(n)) : ""; };

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// Pagefind marks the words found and escapes the signs < and > of the rest. No markup is ever made from it: what an
// article says is text here as on its page.
function excerpt(marked) {
  const line = element("p", "", "summary");
  marked.split(/<mark>(.*?)<\/mark>/s).forEach((piece, n) => {
    const text = piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    line.append(n % 2 ? element("mark", text) : text);
  });
  return line;
}

function result(data) {
  const item = element("li", "", "card");
  const heading = element("h2");
  const link = element("a", data.meta.title);
  link.href = data.url;
  link.dir = "auto";
  if (data.meta.language) link.lang = data.meta.language;
  heading.append(link);
  const parts = [data.meta.source, data.meta.date].filter(Boolean).map((text) => element("bdi", text));
  const meta = element("p", "", "meta");
  parts.forEach((part, n) => meta.append(...(n ? [" · ", part] : [part])));
  const words = excerpt(data.excerpt);
  words.dir = "auto";
  if (data.meta.language) words.lang = data.meta.language;
  item.append(heading, meta, words);
  return item;
}

async function show(mine) {
  const next = found.slice(shown, shown + AT_ONCE);
  // A page that left the site since the index was made has no text there; it is passed over.
  const loaded = await Promise.allSettled(next.map((one) => one.data()));
  if (mine !== turn) return null;
  const items = loaded.filter((one) => one.status === "fulfilled" && one.value).map((one) => result(one.value));
  if (!shown) list.replaceChildren(); // only now: a list that empties while one types makes the page jump
  list.append(...items);
  shown += next.length;
  more.hidden = shown >= found.length;
  return items[0];
}

function wanted() {
  const values = new FormData(form);
  const filters = Object.fromEntries(CHOICES.filter((name) => values.get(name)).map((name) => [name, values.get(name)]));
  return { words: values.get("q").trim(), filters, sort: values.get("sort") };
}

// Every search has an address, so that it can be sent to others and the way back leads to it.
function remember() {
  const values = [...new FormData(form)].filter(([, value]) => value.trim());
  const query = new URLSearchParams(values).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

async function search() {
  const mine = ++turn;
  const { words, filters, sort } = wanted();
  remember();
  const nothing = !words && !Object.keys(filters).length;
  document.getElementById("_ways").hidden = !nothing;
  if (nothing) {
    found = [];
    list.replaceChildren();
    more.hidden = true;
    say("");
    return;
  }
  try {
    const options = { filters, ...(sort ? { sort: { [sort]: sort === "newest" ? "desc" : "asc" } } : {}) };
    const answer = await pagefind.search(words || null, options);
    if (mine !== turn) return;
    found = answer.results;
    shown = 0;
    await show(mine);
    if (mine === turn) say(found.length ? "found" : "none", found.length);
  } catch (error) {
    fail(error);
  }
}

function offer(filters) {
  for (const name of CHOICES) {
    const values = Object.entries(filters[name] ?? {});
    const select = form.elements[name];
    const order = new Intl.Collator(locale).compare;
    values.sort(name === "year" ? ([a], [b]) => b - a : ([a], [b]) => order(a, b));
    select.append(...values.map(([value, count]) => {
      const option = element("option", `${value} (${number(count)})`);
      option.value = value;
      return option;
    }));
    select.parentElement.hidden = values.length < 2;
  }
}

function fail(error) {
  needs.textContent = told.dataset.failed;
  needs.hidden = false;
  form.hidden = true;
  more.hidden = true;
  list.replaceChildren();
  document.getElementById("_ways").hidden = false;
  if (error) console.info(error);
}

async function begin() {
  pagefind = await import(new URL(`${form.dataset.index}pagefind.js`, location.href));
  await pagefind.options({ baseUrl: form.dataset.home, excerptLength: 30 });
  offer(await pagefind.filters());
  needs.hidden = true;
  form.hidden = false;
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.name && asked.has(field.name)) field.value = asked.get(field.name);
  form.elements.q.focus({ preventScroll: true });
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, WAIT); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); search(); });
  more.firstElementChild.addEventListener("click", async () => (await show(turn))?.querySelector("a").focus());
  await search();
}

begin().catch(fail);
