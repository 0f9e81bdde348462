// Holds payloads against their form in assets/player/core/payload.d.ts, and finds its fields that no script reads.
// Takes {name: {type, value}} on standard input; prints the fields unread by the player and by embeds, and what does not fit.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ASSETS = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../assets");
const FORM = path.join(ASSETS, "player/core/payload.d.ts");
const EMBED = ["embedded/start.js", "embedded/canvas.js"].map((name) => path.join(ASSETS, name));
const { options, fileNames } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(path.join(ASSETS, "jsconfig.json"), ts.sys.readFile).config,
  ts.sys,
  ASSETS,
);

/** @param {string[]} files @param {Map<string, string>} [written] contents of files that are on no disk */
function startService(files, written = new Map()) {
  return ts.createLanguageService({
    getScriptFileNames: () => [...files, ...written.keys()],
    getScriptVersion: () => "1",
    getScriptSnapshot(file) {
      const text = written.get(file) ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => ASSETS,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (file) => written.has(file) || ts.sys.fileExists(file),
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
}

/** The fields of the form to which no script that these files import refers. @param {string[]} files */
function findUnread(files) {
  const service = startService([...files, FORM]);
  /** @type {string[]} */
  const unread = [];
  /** @param {ts.Node} node @param {string} owner */
  const visit = (node, owner) => {
    if (ts.isInterfaceDeclaration(node)) owner = node.name.text;
    if (ts.isPropertySignature(node)) {
      const references = service.getReferencesAtPosition(FORM, node.name.getStart()) ?? [];
      const name = node.name.getText();
      if (!references.some(({ fileName }) => fileName.endsWith(".js"))) unread.push(`${owner}.${name}`);
    }
    ts.forEachChild(node, (child) => visit(child, owner));
  };
  const source = service.getProgram()?.getSourceFile(FORM);
  if (source) visit(source, "");
  return unread;
}

/** What in some payloads is not as the form declares it. @param {Record<string, {type: string, value: unknown}>} payloads */
function findMisfits(payloads) {
  const written = new Map(
    Object.entries(payloads).map(([name, { type, value }]) => [
      path.join(ASSETS, `${name}.ts`),
      `import type * as form from "./player/core/payload.d.ts";\nexport const it: ${type} = ${JSON.stringify(value)};`,
    ]),
  );
  const service = startService([FORM], written);
  return [...written.keys()].flatMap((file) =>
    [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${path.basename(file, ".ts")}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    ),
  );
}

const payloads = JSON.parse(readFileSync(0, "utf8"));
console.log(
  JSON.stringify({
    player: findUnread(fileNames),
    embed: findUnread(EMBED),
    misfits: findMisfits(payloads),
  }),
);
