import{serve}from"./chunk-J7KZDI5P.js";import{require_node_util}from"./chunk-5O4ULVLS.js";import"./chunk-IVI4SGBI.js";import"./chunk-6QMH7D2C.js";import{Failure}from"./chunk-EXJC2NPV.js";import"./chunk-TGNVPM4Y.js";import"./chunk-W3S6KYSV.js";import"./chunk-Q74OKJRC.js";import"./chunk-OKUB6MBY.js";import"./chunk-BEZJ3FLN.js";import"./chunk-2FSESNMD.js";import{maskKeys}from"./chunk-5KNUBP76.js";import"./chunk-R5JLL3YM.js";import"./chunk-PZV7XXMG.js";import"./chunk-QX7WG6DX.js";import"./chunk-34MR6CXR.js";import"./chunk-75P4IGCZ.js";import{__toESM}from"./chunk-SXQKJU6F.js";var import_node_util=__toESM(require_node_util(),1);var package_default={version:"0.1.0"};var version=package_default.version;var help=`Usage: keyhawk-app [options]

Runs the GitHub App, as \`keyhawk serve\` does. Without credentials it opens a page that creates the App with the right
permissions and events. Everything is set by environment variables: see docs/app.md.

Options:
  --env-file <file>  file of environment variables, as the setup page writes it (default: .env)
  -V, --version      print the version
  -h, --help         print this help
`,defectCode=70;async function start(self){self.exitCode=defectCode;try{let options=optionsOf(self.argv.slice(2));options.help?self.stdout.write(help):options.version?self.stdout.write(`${version}
`):await serve(options.envFile===void 0?{}:{envFile:options.envFile},self.env),self.exitCode=0}catch(error){let isFailure=error instanceof Failure,text=error instanceof Error?isFailure?error.message:error.stack??error.message:String(error);self.exitCode=isFailure?error.exitCode:defectCode,self.stderr.write(`keyhawk-app: ${isFailure?"":"This is a defect of Keyhawk, please report it: "}${maskKeys(text)}
`)}}function optionsOf(args){try{let{values}=(0,import_node_util.parseArgs)({args:[...args],options:{"env-file":{type:"string"},version:{type:"boolean",short:"V",default:!1},help:{type:"boolean",short:"h",default:!1}}});return{envFile:values["env-file"],version:values.version,help:values.help}}catch(error){throw new Failure("usage",`${error instanceof Error?error.message:error} See \`keyhawk-app --help\`.`)}}export{start};
