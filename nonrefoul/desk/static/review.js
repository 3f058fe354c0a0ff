// Pages on which people judge work without this script. With it nothing is loaded anew, single keys
// press what has `data-key`, and words are marked in the text.
"use strict";

const main = document.querySelector("main");
const live = document.createElement("p");
live.className = "unseen";
live.setAttribute("role", "status");
document.body.append(live);
let busy = false;

// Going on without loading the page anew: what the server answers takes the place of what is there.

async function go(address, form) {
  if (busy) return;
  busy = true;
  main.setAttribute("aria-busy", "true");
  try {
    const asked = form ? { method: "POST", body: new URLSearchParams(form) } : {};
    const answer = await fetch(address, { ...asked, credentials: "same-origin" });
    put(new DOMParser().parseFromString(await answer.text(), "text/html"), answer.url);
  } catch {
    live.textContent = "";
    tell(main.querySelector("[data-lost]")?.dataset.lost);
  } finally {
    busy = false;
    main.removeAttribute("aria-busy");
  }
}

function put(page, address) {
  const next = page.querySelector("main");
  if (!next) return location.reload();
  const before = main.querySelector("[data-document]");
  const [of, top] = [before?.dataset.document, before?.scrollTop];
  main.replaceChildren(...next.childNodes);
  for (const part of ["header.top", "title"]) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  const text = main.querySelector("[data-document]");
  if (text && text.dataset.document === of) text.scrollTop = top;
  history.replaceState(null, "", address);
  begin(true);
}

function begin(swapped) {
  words = main.querySelector(".text") ? read(main.querySelector(".text")) : null;
  pick = null;
  CSS.highlights?.delete("picked");
  const form = main.querySelector(".claim-form");
  if (form && kept) choose(kept, true);
  else if (form) fromFields(form);
  if (!form) kept = null;
  const now = main.querySelector(".card.now");
  show(now);
  show(main.querySelector("mark.now"));
  if (!swapped) return;
  const fine = matchMedia("(pointer: fine)").matches; // else a keyboard on the screen would open
  const first = fine && main.querySelector("[autofocus]:not(dialog *)");
  (first || now || main).focus({ preventScroll: Boolean(!first) });
  if (!first) bring(now);
  tell(main.querySelector("[data-say]")?.textContent);
}

function tell(said) {
  live.textContent = said ? said.replace(/\s+/g, " ").trim() : "";
}

// Bring something into view within what scrolls around it, and not the page itself.
function show(thing) {
  const around = thing?.closest(".scroll");
  if (!around) return;
  const [its, view] = [thing.getBoundingClientRect(), around.getBoundingClientRect()];
  if (its.top < view.top + 8 || its.bottom > view.bottom - 8) {
    const room = Math.max(8, Math.min(view.height / 4, view.height - its.height - 8));
    around.scrollTop += its.top - view.top - room;
  }
}

// With little room the claims scroll with the page, under the text that stays: bring one into view.
function bring(card) {
  const around = card?.closest(".scroll");
  if (!around || getComputedStyle(around).overflowY !== "visible") return;
  const its = card.getBoundingClientRect();
  const under = main.querySelector(".paper")?.getBoundingClientRect().bottom ?? 0;
  if (its.top < under || its.bottom > innerHeight) card.scrollIntoView({ block: "start" });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || !form.closest("main") || form.closest("dialog")) return;
  if (!form.closest("[data-keys]") || form.classList.contains("ask")) return;
  event.preventDefault();
  const sent = new FormData(form);
  if (event.submitter?.name) sent.append(event.submitter.name, event.submitter.value);
  go(form.action, sent);
});

document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]");
  if (opens) return document.getElementById(opens.dataset.opens).showModal();
  const moves = event.target.closest("[data-move]");
  if (moves) return move(moves.dataset.move, Number(moves.dataset.by));
  const marked = event.target.closest("mark[data-claims]");
  if (marked && getSelection().isCollapsed && !main.querySelector(".claim-form")) return jump(marked);
  const link = event.target.closest("a[data-swap]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (link && plain) {
    event.preventDefault();
    kept = "withWords" in link.dataset ? pick : null;
    go(link.href);
  }
});

// The words of a claim lead to the claim, as its line does.
function jump(mark) {
  const ids = mark.dataset.claims.trim().split(/\s+/);
  const now = main.querySelector(".card.now")?.id.slice("card-".length);
  const next = ids[(ids.indexOf(now) + 1) % ids.length];
  main.querySelector(`a[data-card="${next}"]`)?.click();
}

// Single keys. A letter counts by what it writes, in a layout without Latin letters by its place.

// From any field of a form it is sent without a walk to its button.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest("form.claim-form, form.reject");
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button.main"));
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && busy) return;
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (document.querySelector("dialog[open]")) return;
  const key = named(event);
  if (key === "Escape" ? false : writing || main.querySelector("[data-keys='off']")) return;
  if (!main.querySelector("[data-keys]")) return;
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1, event);
  else press(key, event);
});

function named(event) {
  if (event.key.length === 1 && event.key > "\u007f") return event.code.replace("Key", "").toLowerCase();
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function press(key, event) {
  const found = [...main.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
  if (!found) return;
  event.preventDefault();
  found.click();
}

function step(by, event) {
  const cards = [...main.querySelectorAll("ol > .card")];
  const to = cards[cards.findIndex((each) => each.classList.contains("now")) + by];
  if (to) {
    event.preventDefault();
    to.querySelector("a[data-card]")?.click();
  } else press(by > 0 ? "n" : "p", event);
}

// Words marked in the text. Places are counted in signs of the document, as the server does: what
// only tells of hidden signs counts nothing, the signs that it tells of count as many as they are.

let words = null; // the text as it is, and where its pieces stand on the page
let pick = null; // what is marked: from, to
let kept = null; // what was marked when a form was asked for

function read(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const parts = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const trick = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".trick");
    if (node.nodeType === Node.TEXT_NODE && !trick) {
      parts.push({ node, at: text.length });
      text += node.data;
    } else if (node === trick && node.dataset.hides) {
      text += "\u200b".repeat(Number(node.dataset.hides));
    }
  }
  return { root, parts, text };
}

const signs = (text) => [...text].length;
const toSign = (at) => signs(words.text.slice(0, at));
const fromSign = (sign) => [...words.text].slice(0, sign).join("").length;

// Where a place on the page stands in the text.
function placeOf(node, offset) {
  const range = document.createRange();
  range.setStart(words.root, 0);
  range.setEnd(node, offset);
  let at = 0;
  for (const part of words.parts) {
    if (part.node === node) return part.at + offset;
    if (range.comparePoint(part.node, 0) > 0) break;
    at = part.at + part.node.data.length;
  }
  return at;
}

function rangeOf(from, to) {
  const range = document.createRange();
  const last = words.parts.findLast((part) => part.at < to) ?? words.parts[0];
  const first = words.parts.findLast((part) => part.at <= from) ?? words.parts[0];
  range.setStart(first.node, Math.min(from - first.at, first.node.data.length));
  range.setEnd(last.node, Math.min(to - last.at, last.node.data.length));
  return range;
}

// Take so much of the text; blanks at its ends are left.
function choose([from, to], quietly) {
  while (from < to && /\s/.test(words.text[from])) from += 1;
  while (to > from && /\s/.test(words.text[to - 1])) to -= 1;
  if (from >= to) return;
  pick = [from, to];
  draw();
  const form = main.querySelector(".claim-form");
  if (form) {
    form.elements.start.value = toSign(from);
    form.elements.end.value = toSign(to);
    form.elements.words.value = words.text.slice(from, to).replaceAll("\u200b", "");
    if (!quietly) tell(form.elements.words.value);
  }
  const offer = main.querySelector("[data-marking]");
  if (offer) offer.hidden = Boolean(form);
}

function draw() {
  if (globalThis.Highlight && CSS.highlights) CSS.highlights.set("picked", new Highlight(rangeOf(...pick)));
}

// What is marked follows from the form's fields: from the places, else from the words.
function fromFields(form) {
  const [start, end] = [form.elements.start.value, form.elements.end.value];
  const plain = (text) => text.replace(/[\s\u200b]+/g, " ").trim();
  const typed = plain(form.elements.words.value);
  const place = start && end ? [fromSign(Number(start)), fromSign(Number(end))] : [0, 0];
  if (plain(words.text.slice(...place)) === typed && typed) pick = place;
  else {
    const at = typed ? words.text.indexOf(form.elements.words.value.trim()) : -1;
    pick = at < 0 ? null : [at, at + form.elements.words.value.trim().length];
  }
  if (pick) draw();
  else CSS.highlights?.delete("picked");
}

document.addEventListener("input", (event) => {
  if (event.target.id === "f-words" && words) fromFields(event.target.form);
});

document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  const offer = main.querySelector("[data-marking]");
  if (!offer || !words || !chosen.isCollapsed || main.querySelector(".claim-form")) return;
  if (chosen.anchorNode && words.root.contains(chosen.anchorNode)) {
    offer.hidden = true;
    pick = null;
    CSS.highlights?.delete("picked");
  }
});

for (const kind of ["mouseup", "keyup", "touchend"]) {
  document.addEventListener(kind, () => {
    const chosen = getSelection();
    if (!words || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    if (!words.root.contains(range.startContainer) || !words.root.contains(range.endContainer)) return;
    choose([
      placeOf(range.startContainer, range.startOffset),
      placeOf(range.endContainer, range.endOffset),
    ]);
    if (main.querySelector(".claim-form")) chosen.removeAllRanges();
  });
}

// Move an end of what is marked by a word.
function move(end, by) {
  const found = [...words.text.matchAll(/[\p{L}\p{N}]+(?:[-’'\u200b][\p{L}\p{N}]+)*/gu)];
  const spans = found.map((word) => [word.index, word.index + word[0].length]);
  if (!spans.length) return;
  const [from, to] = pick ?? [spans[0][0], spans[0][0]];
  let first = spans.findIndex((word) => word[1] > from);
  let last = spans.findLastIndex((word) => word[0] < to);
  if (!pick) [first, last] = [0, 0];
  else if (end === "start") first = Math.min(Math.max(first + by, 0), last);
  else last = Math.max(Math.min(last + by, spans.length - 1), first);
  const next = end === "start" ? [spans[first][0], to] : [from, spans[last][1]];
  choose(pick ? next : spans[0]);
  show(main.querySelector("mark.now"));
}

begin(false);
