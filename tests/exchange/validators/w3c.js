// The W3C's model, as `validate-web-annotation` (npm) has it, accepts every annotation:
//   node w3c.js FOLDER
// Run where that package is installed.

const fs = require('fs')
const path = require('path')
const { createRequire } = require('module')
const validate = createRequire(path.join(process.cwd(), 'x.js'))('validate-web-annotation')

let texts = 0
let count = 0
const failures = []
// What `dump.rs` made.
const folder = path.join(process.argv[2], 'w3c')
for (const project of fs.readdirSync(folder).sort()) {
  for (const name of fs.readdirSync(path.join(folder, project))) {
    if (!name.endsWith('.jsonld')) continue
    const file = path.join(folder, project, name)
    texts += 1
    for (const annotation of JSON.parse(fs.readFileSync(file, 'utf8'))) {
      count += 1
      if (!validate(annotation)) failures.push(`${file}: ${annotation.id}`)
    }
  }
}
console.log(`w3c · ${texts} texts · ${count} annotations · ${failures.length} failures`)
for (const it of failures.slice(0, 10)) console.log(it)
process.exit(failures.length || !count ? 1 : 0)
