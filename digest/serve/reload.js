/* Keeps the page that is read up to date. The server puts it into its answers; it is no part of the site. */
(() => {
  "use strict";
  const EVENTS = "/.digest/events";
  const RETRY = 1000; // milliseconds between two tries to reach a server that ended
  let version = document.currentScript.dataset.version;
  let stream = null;
  let retry = 0;
  let leaving = false;

  // ------------------------------------------------------------------ the stream, open while the page can be seen

  // A browser allows six streams to one server; pages in the background need none, they hear what is new on return.
  function connect() {
    disconnect();
    if (document.hidden || leaving) return;
    stream = new EventSource(`${EVENTS}?${new URLSearchParams({ page: location.pathname, version })}`);
    stream.onmessage = (event) => receive(JSON.parse(event.data));
    stream.onerror = () => {
      disconnect();
      if (leaving) return;
      show("The preview has ended", [{ message: "digest serve does not answer any more; this page may be old." }]);
      retry = setTimeout(connect, RETRY);
    };
  }

  function disconnect() {
    clearTimeout(retry);
    if (stream) stream.close();
    stream = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", () => { leaving = true; disconnect(); });
  addEventListener("pageshow", (event) => { leaving = false; if (event.persisted) connect(); });

  // ------------------------------------------------------------------------------------------------- the messages

  function receive(told) {
    if (told.page === "changed" || (told.page === "same" && uses(told.changed))) {
      leaving = true;
      location.reload(); // which keeps the place on the page
      return;
    }
    if (told.page === "restyled") {
      restyle(told.styles);
      version = told.version;
    }
    if (told.troubles) {
      const more = told.troubles - told.problems.length;
      const what = told.troubles === 1 ? "1 problem" : `${told.troubles} problems`;
      const rest = more > 0 ? [{ message: `and ${more} more` }] : [];
      show(`${what}: this is the last good state of the site`, [...told.problems, ...rest]);
    } else if (told.page === "gone") {
      show("This page is gone", [{ message: "It is no longer part of the site. What you see is its last state." }]);
    } else {
      hide();
    }
  }

  // Whether the page shows one of the files that changed: a picture keeps its address when its bytes change.
  function uses(changed) {
    if (!changed.length) return false;
    const loaded = new Set(performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
    for (const image of document.images) loaded.add(new URL(image.currentSrc || image.src, location.href).pathname);
    return changed.some((href) => loaded.has(href));
  }

  function restyle(styles) {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const next = styles[new URL(link.href).pathname];
      if (!next) continue;
      const fresh = link.cloneNode();
      fresh.href = next;
      fresh.onload = fresh.onerror = () => link.remove(); // not before: the page would stand bare for a moment
      link.after(fresh);
    }
  }

  // --------------------------------------------------------------------------------------------------- the notice

  const STYLE = `
    :host { all: initial; }
    section {
      position: fixed; inset: auto 0 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 60vh; overflow: auto;
      padding: 0.75rem 1rem; font: 0.95rem/1.45 system-ui, sans-serif; color: #fff; background: #7a1020;
      border-top: 3px solid #fff; overflow-wrap: anywhere;
    }
    h2 { margin: 0 3.5rem 0 0; font-size: 1.05rem; }
    ul { margin: 0.5rem 0 0; padding: 0 0 0 1.2rem; }
    li { margin: 0 0 0.5rem; }
    code, pre { font: 0.9em/1.4 ui-monospace, monospace; }
    pre { margin: 0.2rem 0 0; overflow: auto; }
    button { position: absolute; inset: 0.5rem 1rem auto auto; padding: 0.2rem 0.6rem; font: inherit; color: #7a1020;
      background: #fff; border: 0; border-radius: 3px; cursor: pointer; }
    button:focus-visible { outline: 3px solid #ffd54a; }
    @media print { section { display: none; } }
  `;
  let host = null;

  function element(name, text) {
    const made = document.createElement(name);
    if (text) made.textContent = text; // never as HTML: it quotes what authors wrote
    return made;
  }

  function show(title, troubles) {
    hide();
    host = document.createElement("digest-notice");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const section = element("section");
    section.setAttribute("role", "alert");
    const list = element("ul");
    for (const trouble of troubles) {
      const item = element("li");
      if (trouble.where) item.append(element("code", trouble.where), element("br"));
      item.append(element("span", trouble.message));
      if (trouble.hint) item.append(element("br"), element("small", trouble.hint));
      if (trouble.excerpt) item.append(element("pre", trouble.excerpt));
      list.append(item);
    }
    const close = element("button", "Hide");
    close.type = "button";
    close.onclick = hide;
    section.append(element("h2", title), list, close);
    root.append(section);
    document.documentElement.append(host);
  }

  function hide() {
    if (host) host.remove();
    host = null;
  }

  connect();
})();
