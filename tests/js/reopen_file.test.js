import assert from "node:assert/strict";
import { test } from "node:test";

import { readAddress } from "../../assets/dashboard/reopen_file.js";

const ADDRESS = "/?date=2020-12-17&known=2022-02-16&view=albu-kamal&hide=force.isis,sdf";

/** @param {string} kind @param {string} data with a checksum whose letters could belong to an address */
function chunk(kind, data) {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  return Buffer.concat([size, Buffer.from(kind + data, "latin1"), Buffer.from("abcd")]);
}

/** @param {...Buffer} chunks */
function png(...chunks) {
  return new Uint8Array(Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks]));
}

/** @param {string} keyword @param {string} text */
const itxt = (keyword, text) => chunk("iTXt", `${keyword}\0\0\0\0\0${text}`);
/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

test("a PNG has its address in the text chunk Source", () => {
  assert.equal(
    readAddress(
      png(chunk("IHDR", "x".repeat(13)), itxt("Title", "A map"), itxt("Source", ADDRESS), chunk("IDAT", "q")),
    ),
    ADDRESS,
  );
});

test("an SVG and XMP write its ampersands as XML does", () => {
  const xml = `<svg><metadata><dc:identifier>${ADDRESS.replaceAll("&", "&amp;")}</dc:identifier></metadata></svg>`;
  assert.equal(readAddress(bytes(xml)), ADDRESS);
});

test("a PDF lists it before its version", () => {
  assert.equal(readAddress(bytes(`%PDF-1.7\n/Keywords (${ADDRESS}, 93d638dc5912)`)), ADDRESS);
});

/** @param {string} text in the comment of a GIF with two colours, after another extension */
function gif(text) {
  const blocks = (text.match(/[^]{1,255}/g) ?? []).map((part) => String.fromCharCode(part.length) + part);
  const colours = "\x80\0\0".padEnd(3 + 6, "\x21");
  const loop = "!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
  return new Uint8Array(Buffer.from(`GIF89a\x10\0\x10\0${colours}${loop}!\xfe${blocks.join("")}\0;`, "latin1"));
}

test("a GIF contains it in its comment, in any number of blocks", () => {
  assert.equal(readAddress(gif(`comment: ${ADDRESS}\ntitle: A map`)), ADDRESS);
  const long = `${ADDRESS},${Array.from({ length: 120 }, (_, at) => `force.number-${at}`).join(",")}&plain=1`;
  assert.equal(readAddress(gif(`comment: ${long}\ntitle: A map`)), long);
  assert.equal(readAddress(gif(`comment: ${ADDRESS}`).subarray(0, 30)), null);
});

test("an MP4 contains it among bytes", () => {
  assert.equal(readAddress(bytes(`\0\0ftypmp42\xa9cmt\0data${ADDRESS}\0\0\0\x20`)), ADDRESS);
});

test("foreign, cut and empty files have none", () => {
  for (const foreign of [
    bytes(""),
    bytes("hello"),
    bytes("<svg/>"),
    bytes("https://example.org/?date=2020"),
    png(),
    png(itxt("Title", ADDRESS)),
  ]) {
    assert.equal(readAddress(foreign), null);
  }
  const cut = png(itxt("Source", ADDRESS));
  assert.equal(readAddress(cut.subarray(0, 30)), null);
});

test("an address leads nowhere but to a map of this site", () => {
  assert.equal(
    readAddress(bytes('/?date=2020-12-17&known=2022-02-16"><script>')),
    "/?date=2020-12-17&known=2022-02-16",
  );
  assert.equal(readAddress(bytes("javascript:/?date=javascript")), null);
});
