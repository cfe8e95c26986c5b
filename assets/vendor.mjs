/* Bundles scripts of others for the wheel, with their licences and a list of what is in each bundle.
   Run by `make vendor`; what it writes is in git, so that building Garden needs no Node. */
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const OUT = new URL("../src/garden/web/vendor/", import.meta.url);
const BUNDLES = ["sigma"]; /* each from NAME.mjs, read by pages as a global of that name */

const bundled = await Promise.all(BUNDLES.map(bundle));
await writeFile(new URL("manifest.json", OUT), `${JSON.stringify({ bundles: bundled }, null, 2)}\n`);

async function bundle(name) {
  const { outputFiles: [file], metafile } = await build({
    entryPoints: [`${name}.mjs`],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: name,
    target: "es2022",
    legalComments: "none",
    metafile: true,
    write: false,
  });
  const inside = Object.keys(metafile.inputs).map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
  const packages = await Promise.all([...new Set(inside)].filter(Boolean).sort().map(described));
  const head = packages.map(({ name, version }) => `${name} ${version}`).join(", ");
  const script = `/* ${head}: see ${name}.LICENSES.txt */\n${file.text}`;
  const licences = packages.map(({ name, version, text }) => `${name} ${version}\n\n${text.trim()}\n`).join(`\n${"-".repeat(72)}\n\n`);
  await writeFile(new URL(`${name}.js`, OUT), script);
  await writeFile(new URL(`${name}.LICENSES.txt`, OUT), licences);
  return {
    file: `${name}.js`,
    sha256: createHash("sha256").update(script).digest("hex"),
    packages: packages.map(({ name, version, licence }) => ({ name, version, licence })),
  };
}

async function described(name) {
  const folder = `node_modules/${name}/`;
  const { version, license: licence } = JSON.parse(await readFile(`${folder}package.json`, "utf8"));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no file that tells its licence.`);
  return { name, version, licence, text: await readFile(folder + file, "utf8") };
}
