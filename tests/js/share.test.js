import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";

import {
  embedOf,
  fileOf,
  isDrawable,
  linkTo,
  listDates,
  nameSize,
  pressOptions,
  previewSize,
} from "../../assets/share/urls.js";
import { parseIso } from "../../assets/player/core/lookup.js";
import { formatCallouts, formatNotes, moveBox } from "../../assets/share/news/notes.js";
import { warnOf } from "../../assets/share/news/news_words.js";
import { readHeight } from "../../assets/share/preview.js";
import { isSpan } from "../../assets/share/film/film.js";
import { fillPhrase } from "../../assets/share/result.js";
import { SNIPPETS, escape, kindsOf } from "../../assets/share/snippets.js";
import { nextTab } from "../../assets/share/tabs.js";

const BASE = "https://maps.example.org/";
const asked = { date: "2020-12-17", known: "2022-02-16", view: "albu-kamal", bbox: "40.7,34.3,41.1,34.6" };
const QUERY = "date=2020-12-17&known=2022-02-16&view=albu-kamal&bbox=40.7,34.3,41.1,34.6";

test("a link contains the date and the information date", () => {
  assert.equal(linkTo(BASE, asked), `${BASE}?${QUERY}`);
});

test("a pinned embed is that of one version; one that follows corrections has no information date", () => {
  const frozen = embedOf(BASE, asked, { scrub: true, frozen: true, version: "abc" });
  const live = embedOf(BASE, asked, { scrub: false, frozen: false, version: "abc" });
  assert.equal(frozen, `${BASE}embed/abc/?${QUERY}`);
  assert.equal(live, `${BASE}embed?date=2020-12-17&view=albu-kamal&bbox=40.7,34.3,41.1,34.6&controls=none`);
});

test("a file is requested in the words of the address", () => {
  assert.equal(
    fileOf(BASE, "png", { date: "2020-12-17", known: "2022-02-16", controls: "none" }, { size: "story" }),
    `${BASE}map.png?date=2020-12-17&known=2022-02-16&size=story`,
  );
});

test("a file has the account and the border policy of the page", () => {
  const whole = { ...asked, place: "albu-kamal", borders: "un", age: "1", side: "russian", without: "wire" };
  assert.equal(
    fileOf(BASE, "png", whole),
    `${BASE}map.png?${QUERY}&place=albu-kamal&borders=un&age=1&side=russian&without=wire`,
  );
});

test("a preview has the shape of the still in fewer pixels", () => {
  assert.equal(previewSize({ id: "social", width: 1200, height: 675, scale: 1 }), "1200x675@0.5");
  assert.equal(previewSize({ id: "own", width: 400, height: 300, scale: 1 }), "400x300@1");
  assert.equal(previewSize({ id: "print", width: 842, height: 595, scale: 4 }), "842x595@0.67");
});

test("only a PDF is made for a press", () => {
  assert.deepEqual(pressOptions("pdf", "cmyk"), { bleed: "3", ink: "cmyk" });
  assert.deepEqual(pressOptions("pdf", "layers"), { layered: "1" });
  assert.deepEqual(pressOptions("pdf", "screen"), {});
  assert.deepEqual(pressOptions("png", "cmyk"), {});
});

test("a size has its name, or its numbers if it is custom", () => {
  assert.equal(nameSize({ id: "story", width: 1080, height: 1920, scale: 1 }), "story");
  assert.equal(nameSize({ id: "own", width: 640, height: 360, scale: 1 }), "640x360");
});

for (const [width, height, drawable] of [
  [1200, 675, true],
  [119, 675, false],
  [8001, 200, false],
  [8000, 8000, false],
  [NaN, 200, false],
  [300.5, 200, false],
]) {
  test(`a size of ${width} × ${height} px can ${drawable ? "" : "not "}be drawn`, () =>
    assert.equal(isDrawable({ id: "own", width, height, scale: 1 }), drawable));
}

/** Reads markup back: the attributes of its first tag of a name. */
function attributesOf(markup, tag) {
  const inside = new RegExp(`<${tag}((?: [a-z-]+="[^"]*")*)>`).exec(markup);
  assert.ok(inside, `${tag} is not a whole tag in ${markup}`);
  const plain = (text) =>
    text.replace(
      /&(amp|lt|gt|quot|#39|#96);/g,
      (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#96": "`" })[name],
    );
  return Object.fromEntries(
    [...inside[1].matchAll(/ ([a-z-]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value)]),
  );
}

const BOX = {
  height: 840,
  style: "width:100%;height:auto;aspect-ratio:0.95;min-height:max(840px,1260px - 100vw);border:0",
};
const NASTY = [
  `"><script>alert(1)</script>`,
  `' onload='alert(1)`,
  "Tom & Jerry’s <b>map</b>",
  "`${x}` --> <!--",
  "a&quot;b&amp;c",
  "من يسيطر على ماذا؟",
  "line\u2028break",
];
for (const title of NASTY) {
  test(`no snippet breaks on the title ${JSON.stringify(title)}`, () => {
    const embedded = {
      src: `${BASE}embed?date=2020-12-17&view=x`,
      title,
      label: `Map: ${title}`,
      ...BOX,
      script: `${BASE}assets/embed.js`,
    };
    const escaped = title.replace("\u2028", " ");
    for (const [kind, tag] of [
      ["iframe", "iframe"],
      ["responsive", "iframe"],
      ["component", "marchland-map"],
    ]) {
      const markup = SNIPPETS[kind](embedded);
      const attributes = attributesOf(markup, tag);
      assert.equal(attributes.title, escaped);
      assert.equal(attributes["aria-label"], `Map: ${escaped}`);
      assert.equal(attributes.src, embedded.src);
      assert.equal((markup.match(/<script/g) ?? []).length, kind === "iframe" ? 0 : 1);
      assert.doesNotMatch(markup, /<script(?! src=")|<b>|<!--| onload='/);
    }
  });
}

test("an iframe is loaded lazily and keeps its space, with a style and without", () => {
  const attributes = attributesOf(SNIPPETS.iframe({ src: "x", title: "t", label: "l", ...BOX, script: "s" }), "iframe");
  assert.deepEqual(
    [attributes.loading, attributes.width, attributes.height, attributes.style],
    ["lazy", "100%", "840", BOX.style],
  );
});

test("a component keeps its space before its script runs", () => {
  const attributes = attributesOf(
    SNIPPETS.component({ src: "x", title: "t", label: "l", ...BOX, script: "s" }),
    "marchland-map",
  );
  assert.equal(attributes.style, `display:block;${BOX.style}`);
});

test("a component that can't run is a link", () => {
  const markup = SNIPPETS.component({ src: "https://a.b/embed?x=1&y=2", title: "T", label: "l", ...BOX, script: "s" });
  assert.match(markup, /<a href="https:\/\/a\.b\/embed\?x=1&amp;y=2">T<\/a><\/marchland-map>$/);
});

test("WordPress gets the address alone", () => {
  assert.equal(
    SNIPPETS.wordpress({ src: "https://a.b/embed?x=1&y=2", title: "T", label: "l", height: 1, script: "s" }),
    "https://a.b/embed?x=1&y=2",
  );
});

test("escaped text is not taken for markup", () => {
  assert.equal(escape(`<a href="x">'&\u0000\n`), "&lt;a href=&quot;x&quot;&gt;&#39;&amp; ");
});

test("arrows lead round the tabs, the other way from right to left", () => {
  assert.deepEqual(
    ["ArrowRight", "ArrowLeft", "Home", "End", "a"].map((key) => nextTab(key, 4, 5, "ltr")),
    [0, 3, 0, 4, null],
  );
  assert.deepEqual(
    ["ArrowRight", "ArrowLeft"].map((key) => nextTab(key, 0, 5, "rtl")),
    [4, 1],
  );
});

test("only a plausible height of an embed is accepted", () => {
  const heightIn = (/** @type {unknown} */ height) => readHeight({ marchland: { height } });
  assert.equal(heightIn(640), 640);
  for (const height of ["640", 49, 5001, 640.5, null, undefined]) assert.equal(heightIn(height), null);
  for (const data of [null, "640", {}, { height: 640 }, { marchland: 640 }]) assert.equal(readHeight(data), null);
});

test("the placeholders of a phrase are filled", () => {
  assert.equal(fillPhrase("{date} and {date}, {n}", { date: "<b>", n: 3 }), "<b> and <b>, 3");
});

test("a film runs from an earlier to a later day of the slider", () => {
  const days = { first: 0, last: 400 };
  assert.equal(isSpan("1970-01-01", "1971-02-05", days), true);
  for (const [from, to] of [
    ["1970-01-02", "1970-01-02"],
    ["1970-02-01", "1970-01-01"],
    ["1969-12-31", "1970-02-01"],
    ["1970-01-01", "1971-02-06"],
    ["soon", "1970-01-01"],
  ])
    assert.equal(isSpan(from, to, days), false);
});

test("only what works on the server is offered", () => {
  assert.deepEqual(kindsOf({ script: false, oembed: false }), ["iframe"]);
  assert.deepEqual(kindsOf({ script: true, oembed: true }), ["responsive", "iframe", "wordpress", "component"]);
});

test("dates of small maps are two to six different ones of the atlas, in order", () => {
  const list = (/** @type {string} */ text) =>
    listDates(text, { first: parseIso("2011-03-01") ?? 0, last: parseIso("2020-12-17") ?? 0 });
  assert.deepEqual(list("2018-12-31, 2017-11-01"), ["2017-11-01", "2018-12-31"]);
  assert.deepEqual(list("2018-12-31، 2017-11-01"), ["2017-11-01", "2018-12-31"]);
  assert.deepEqual(list(""), [], "none is one map");
  for (const wrong of ["2017-11-01", "2017-11-01,2017-11-01", "2017-11-01,2021-01-01", "2017-11-01,2017-11-31"]) {
    assert.equal(list(wrong), null, wrong);
  }
  assert.equal(list("2012-01-01,2013-01-01,2014-01-01,2015-01-01,2016-01-01,2017-01-01,2018-01-01"), null);
});

const noteCases = JSON.parse(readFileSync(new URL("../cases/notes.json", import.meta.url), "utf8"));

test("notes are written as the server reads them", () => {
  for (const { written, notes } of noteCases.notes) {
    const own = notes.map(({ place, point, position, text }) => ({
      target: place ?? point.join(","),
      position: position ?? null,
      text,
    }));
    assert.equal(formatNotes(own), written);
  }
  assert.equal(formatNotes([{ target: " ", text: "Nowhere", position: null }]), "");
});

test("callouts are listed once one of them has a position", () => {
  assert.equal(formatCallouts(["hajin", "albu-kamal"], new Map()), "");
  for (const { written, ids } of noteCases.callouts) {
    const positions = new Map(ids.filter(([, position]) => position));
    if (positions.size)
      assert.equal(
        formatCallouts(
          ids.map(([id]) => id),
          positions,
        ),
        written,
      );
  }
});

test("a note stays inside the map", () => {
  assert.deepEqual(moveBox([100, 100, 300, 200], [10, -20]), [210, 130]);
  assert.deepEqual(moveBox([100, 100, 300, 200], [-900, 900]), [100, 950]);
});

test("a text warns before it breaks to a line that does not fit", () => {
  const words = { share_lines_over: "over {lines} {most}", share_lines_full: "full {lines} {left}" };
  assert.equal(warnOf(words, { lines: 2, most: 3, left: 2 }), "");
  assert.equal(warnOf(words, { lines: 3, most: 3, left: 30 }), "");
  assert.equal(warnOf(words, { lines: 3, most: 3, left: 12 }), "full 3 12");
  assert.equal(warnOf(words, { lines: 4, most: 3, left: 30 }), "over 4 3");
});
