import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import{require_node_child_process}from"./chunk-SEKRBJ3C.js";import{version}from"./chunk-FKFWLNEA.js";import{print}from"./chunk-LZE63ZNZ.js";import{require_promises}from"./chunk-EKUQ5FET.js";import{require_dist}from"./chunk-E7SMIT3N.js";import{require_node_path}from"./chunk-TW4C4QOE.js";import"./chunk-I55NKFVV.js";import{Failure}from"./chunk-MG56NSEN.js";import{__toESM}from"./chunk-5YNBE4Y7.js";var import_promises2=__toESM(require_promises(),1),import_node_path2=__toESM(require_node_path(),1);var import_promises=__toESM(require_promises(),1),import_node_path=__toESM(require_node_path(),1);async function makeFolder(path,mode=511){try{await makeOne(path,mode)}catch(error){if(codeOf(error)!=="ENOENT"||(0,import_node_path.dirname)(path)===path)throw error;await makeFolder((0,import_node_path.dirname)(path),mode),await makeOne(path,mode)}}async function makeOne(path,mode){await(0,import_promises.mkdir)(path,{mode}).catch(error=>{if(codeOf(error)!=="EEXIST")throw error})}function codeOf(error){return error instanceof Error&&"code"in error?error.code:null}async function writeNew(root,{path,text:text2}){let file=(0,import_node_path2.join)(root,path);await makeFolder((0,import_node_path2.dirname)(file));try{return await(0,import_promises2.writeFile)(file,text2,{flag:"wx"}),`Wrote ${path}.`}catch(error){if(error instanceof Error&&"code"in error&&error.code==="EEXIST")return`Kept ${path} as it is.`;throw error}}var text=`# yaml-language-server: $schema=https://raw.githubusercontent.com/keyhawk/keyhawk/main/schema/keyhawk.schema.json
# The same file for the App, the workflow step and the command line; every field is optional.
# What each does: https://github.com/keyhawk/keyhawk/blob/main/docs/configuration.md

# found: every key that is not resolved turns a run red; live: only keys that nothing proves dead; never.
fail-on: found

# Findings that are known and harmless. They stay listed, with the reason.
ignore:
  fingerprints: []
  #  - fingerprint: 0123456789abcdef0123456789abcdef
  #    reason: A key of the vendor's documentation, dead since 2024
  paths: []
  #  - path: test/fixtures/
  #    reason: Shapes of keys made for tests
`,configuration={path:".github/keyhawk.yml",text};function writeConfiguration(root){return writeNew(root,configuration)}var import_node_child_process=__toESM(require_node_child_process(),1);function git(folder,args){return new Promise(resolve2=>{(0,import_node_child_process.execFile)("git",args,{cwd:folder,windowsHide:!0},(error,stdout)=>{resolve2(error?null:stdout.replace(/\r?\n$/,""))})})}var import_promises7=__toESM(require_promises(),1),import_node_path7=__toESM(require_node_path(),1);var import_promises3=__toESM(require_promises(),1),import_node_path3=__toESM(require_node_path(),1);var hookMarks={"pre-commit":"keyhawk scan --staged","pre-push":"keyhawk scan --pre-push"},preCommitCommand=`npx --yes ${hookMarks["pre-commit"]} --allow-absent`;function hookScript(name){return{"pre-commit":preCommitScript,"pre-push":prePushScript}[name]}function firstOf(command,input=""){return`if [ -x node_modules/.bin/keyhawk ]; then
  ${input}node_modules/.bin/${command} || exit $?
elif command -v keyhawk >/dev/null 2>&1; then
  ${input}${command} || exit $?
else
  ${input}npx --yes ${command} || exit $?
fi
`}var preCommitScript=`# Keyhawk: stops a commit that would add an OpenAI key. Installed by \`keyhawk init\`.
${firstOf(`${hookMarks["pre-commit"]} --allow-absent`)}`,prePushScript=`# Keyhawk: stops a push that would bring an OpenAI key to the other side. Installed by \`keyhawk init --pre-push\`.
keyhawk_push=$(cat)
${firstOf(`${hookMarks["pre-push"]} "$@"`,`printf '%s\\n' "$keyhawk_push" | `)}# Git says on standard input what is pushed: what follows here, such as Git LFS, reads it as well.
if [ -n "$keyhawk_push" ]; then
  exec <<KEYHAWK_PUSH
$keyhawk_push
KEYHAWK_PUSH
fi
`;function withHookScript(script,name){let interpreter=/^#!.*\r?\n/.exec(script)?.[0]??"",rest=script.slice(interpreter.length);return`${interpreter}${hookScript(name)}${rest===""?"":`
${rest}`}`}function isShellScript(script){let first=script.split(`
`,1)[0]??"";return!first.startsWith("#!")||/^#!.*\b(?:sh|bash|dash|ash|ksh|zsh)\b/.test(first)}async function installGitHook(root,hook){let folder=await git(root,["rev-parse","--git-path","hooks"]),hooks=(0,import_node_path3.resolve)(root,folder??".git/hooks");if(await isShared(root,hooks))return`Installed no hook: this repository's hooks are in ${hooks}, outside of it (core.hooksPath). Add \`${hookMarks[hook]}\` to its ${hook} hook yourself.`;let path=(0,import_node_path3.join)(hooks,hook),name=(0,import_node_path3.relative)(root,path),present=await read(path);if(await makeFolder(hooks),present===null)return await write(path,`#!/bin/sh
${hookScript(hook)}`),`Installed the hook ${name}.`;if(present.includes(hookMarks[hook]))return`Kept the hook ${name}: it runs Keyhawk already.`;if(isShellScript(present)&&present.startsWith("#!"))return await write(path,withHookScript(present,hook)),`Added Keyhawk to the hook ${name}, before what was there.`;let before=`${hook}.before-keyhawk`;return await(0,import_promises3.rename)(path,(0,import_node_path3.join)(hooks,before)),await write(path,`#!/bin/sh
${hookScript(hook)}
exec "$(dirname "$0")/${before}" "$@"
`),`Installed the hook ${name}; it runs what was there after Keyhawk, from ${before}.`}async function isShared(root,hooks){let own=await git(root,["rev-parse","--absolute-git-dir"]),common=await git(root,["rev-parse","--git-common-dir"]);return![root,own,common].flatMap(home=>home===null?[]:[(0,import_node_path3.resolve)(root,home)]).some(home=>hooks.startsWith(home+import_node_path3.sep))}async function read(path){try{return await(0,import_promises3.readFile)(path,"utf8")}catch{return null}}async function write(path,script){await(0,import_promises3.writeFile)(path,script),await(0,import_promises3.chmod)(path,493)}var import_promises4=__toESM(require_promises(),1),import_node_path4=__toESM(require_node_path(),1);async function installHuskyHook(root,folder,hook){let name=`${folder}/${hook}`,path=(0,import_node_path4.join)(root,name),present=await(0,import_promises4.readFile)(path,"utf8").catch(()=>null);return present===null?(await(0,import_promises4.writeFile)(path,hookScript(hook),{mode:493}),`Installed the husky hook ${name}.`):present.includes(hookMarks[hook])?`Kept the husky hook ${name}: it runs Keyhawk already.`:(await(0,import_promises4.writeFile)(path,withHookScript(present,hook)),`Added Keyhawk to the husky hook ${name}, before what was there.`)}var import_promises5=__toESM(require_promises(),1),import_node_path5=__toESM(require_node_path(),1),import_yaml=__toESM(require_dist(),1);var commands={"pre-commit":{run:preCommitCommand},"pre-push":{run:`npx --yes ${hookMarks["pre-push"]} {1}`,use_stdin:!0}};async function installLefthookHook(root,name,hook){let path=(0,import_node_path5.join)(root,name),text2=await(0,import_promises5.readFile)(path,"utf8");if(text2.includes(hookMarks[hook]))return`Kept ${name}: it runs Keyhawk already.`;let command=commands[hook],input=command.use_stdin?" with `use_stdin: true`":"",advice=`Changed nothing in ${name}: add a ${hook} command \`${command.run}\`${input} yourself.`;if(!/\.ya?ml$/.test(name))return advice;let document=(0,import_yaml.parseDocument)(text2);return document.errors.length>0||document.contents!==null&&!(0,import_yaml.isMap)(document.contents)?advice:(document.hasIn([hook,"jobs"])?document.addIn([hook,"jobs"],document.createNode({name:"keyhawk",...command})):document.setIn([hook,"commands","keyhawk"],document.createNode(command)),await(0,import_promises5.writeFile)(path,document.toString({lineWidth:0})),`Added Keyhawk to ${name}; run \`lefthook install\` if this clone has not yet.`)}var import_promises6=__toESM(require_promises(),1),import_node_path6=__toESM(require_node_path(),1),import_yaml2=__toESM(require_dist(),1);var repository="https://github.com/keyhawk/keyhawk";async function installPreCommitHook(root,name){let path=(0,import_node_path6.join)(root,name),text2=await(0,import_promises6.readFile)(path,"utf8");if(/\bid:\s*["']?keyhawk\b/.test(text2))return`Kept ${name}: it runs Keyhawk already.`;let document=(0,import_yaml2.parseDocument)(text2),repos=(0,import_yaml2.isMap)(document.contents)?document.get("repos"):null;return document.errors.length>0||!(0,import_yaml2.isSeq)(repos)?`Changed nothing in ${name}: add the hook \`keyhawk\` of ${repository} yourself.`:(repos.add(document.createNode({repo:repository,rev:`v${version}`,hooks:[{id:"keyhawk"}]})),await(0,import_promises6.writeFile)(path,document.toString({lineWidth:0})),`Added Keyhawk to ${name}; run \`pre-commit install\` if this clone has not yet.`)}var managers=[{signs:[".pre-commit-config.yaml",".pre-commit-config.yml"],install:(root,sign,hook)=>hook==="pre-commit"?installPreCommitHook(root,sign):installGitHook(root,hook)},{signs:["lefthook.yml","lefthook.yaml",".lefthook.yml",".lefthook.yaml","lefthook.toml","lefthook.json"],install:installLefthookHook},{signs:[".husky"],install:installHuskyHook}];async function installHook(root,hook){for(let{signs,install}of managers)for(let sign of signs)if(await exists((0,import_node_path7.join)(root,sign)))return install(root,sign,hook);return installGitHook(root,hook)}async function exists(path){try{return await(0,import_promises7.stat)(path),!0}catch{return!1}}var pages="https://github.com/keyhawk/keyhawk/blob/main/docs",configuration2=`# yaml-language-server: $schema=https://raw.githubusercontent.com/keyhawk/keyhawk/main/schema/keyhawk.schema.json
# For all repositories of the organisation, below their own .github/keyhawk.yml.
# What each field does: ${pages}/configuration.md

# Keys become incidents; nothing is published, turned red or revoked. Remove this to switch everything on.
mode: observe

# Repositories that differ; the last entry that matches decides.
modes: []
#  - { repository: "payments-*", mode: enforce }

# What repositories must not change.
enforce: [fail-on, fail-severity, check]

# Teams whose members may have keys revoked, besides maintainers and admins of a repository.
revoke-teams: []
#  - security
`,workflow=`# For a ruleset of the organisation that requires this workflow (see the next steps of \`keyhawk init --organisation\`).
# It needs no secret and checks nothing out. With Keyhawk's App on every repository, require its check instead.
name: Keyhawk
on:
  pull_request:
    types: [opened, synchronize, reopened, edited]
  merge_group:
permissions:
  contents: read
  checks: write
  pull-requests: write
jobs:
  keyhawk:
    runs-on: ubuntu-latest
    steps:
      - uses: keyhawk/keyhawk@v${version}
`,organisationFiles=[{path:".github/keyhawk.yml",text:configuration2},{path:".github/workflows/keyhawk-required.yml",text:workflow}],nextSteps=`Next, in the settings of the organisation:
1. Push these files to the default branch of the organisation's .github repository. Workflows of other repositories
   must be able to read the configuration: make that repository public, or use the App.
2. Settings > GitHub Apps: install Keyhawk's App on all repositories. (${pages}/app.md)
3. When observing shows what you expect, remove \`mode: observe\`. Then Settings > Repository > Rulesets: require the
   check "Keyhawk" with the App as its source, or, without the App, the workflow keyhawk-required.yml.
   (${pages}/required-check.md)
4. Pull requests from forks: the App needs nothing. A workflow's token can only read there, so the required workflow
   turns red without a comment. \`pull_request_target\`, whose token can write, is blocked in public repositories by
   GitHub's default policy: Settings > Actions > General > Event policies must allow it for that workflow, and the
   workflow must check nothing of the pull request out. (${pages}/use-in-a-workflow.md#pull-requests-from-forks)
`;function printedOrganisation(){return`${organisationFiles.map(({path,text:text2})=>`# ===== ${path} =====
${text2}`).join(`
`)}
${nextSteps}`}async function initializeOrganisation(as,terminal){if(as==="text")return print(terminal.stdout,printedOrganisation());let root=await rootOf(terminal);for(let file of organisationFiles)await print(terminal.stdout,`${await writeNew(root,file)}
`);await print(terminal.stdout,`
${nextSteps}`)}async function initialize(parts,terminal){let root=await rootOf(terminal);parts.configuration&&await print(terminal.stdout,`${await writeConfiguration(root)}
`),parts.hook&&await print(terminal.stdout,`${await installHook(root,"pre-commit")}
`),parts.prePush&&await print(terminal.stdout,`${await installHook(root,"pre-push")}
`)}async function rootOf(terminal){let root=await git(terminal.cwd(),["rev-parse","--show-toplevel"]);if(root===null)throw new Failure("usage","There is no git work tree here: run `keyhawk init` in a checkout, or `git init` first.");return root}export{initialize,initializeOrganisation};
