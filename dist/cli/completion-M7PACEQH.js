import{createRequire as createRequireForBundle}from"node:module";const require=createRequireForBundle(import.meta.url);
import"./chunk-5YNBE4Y7.js";function completionScript(program,shell){let commands=program.commands.filter(command=>command.name()!=="help");return{bash,zsh,fish}[shell](commands)}function optionsOf(command){return command.createHelp().visibleOptions(command)}function names(options){return options.flatMap(option=>[option.short,option.long].filter(name=>name!==void 0))}function choices(of){return(of?.argChoices??[]).join(" ")}function takesFile(option){return/<file>/.test(option.flags)}function bash(commands){let cases=commands.map(command=>{let options=optionsOf(command),values=options.flatMap(option=>option.argChoices?[`      ${option.long}) words="${choices(option)}" ;;`]:takesFile(option)?[`      ${option.long}) COMPREPLY=($(compgen -f -- "$word")); return ;;`]:[]),argument=choices(command.registeredArguments[0]),files=command.registeredArguments.length>0&&argument===""?"files=1":"files=";return`    ${command.name()})
      words="${[...names(options),argument].join(" ").trim()}"; ${files}
      case "$previous" in
${values.join(`
`)}${values.length>0?`
`:""}      *) ;;
      esac ;;`});return`# bash completion for keyhawk
_keyhawk() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" files=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(command=>command.name()).join(" ")} help --help --version"
  else
    case "\${COMP_WORDS[1]}" in
${cases.join(`
`)}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ -n "$files" ] && [ "\${#COMPREPLY[@]}" -eq 0 ]; then COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _keyhawk keyhawk
`}function zsh(commands){let cases=commands.map(command=>{let specs=optionsOf(command).map(option=>{let value=option.argChoices?`:value:(${choices(option)})`:takesFile(option)?":file:_files":":value:",flags=[option.short,option.long].filter(name=>name!==void 0),spec=`[${zshText(option.description)}]${option.required?value:""}`;return flags.map(flag=>`      '${flag}${spec}'`).join(` \\
`)}),argument=command.registeredArguments[0];return argument&&specs.push(`      '1:${argument.name()}:${argument.argChoices?`(${choices(argument)})`:"_files"}'`),`    ${command.name()}) _arguments \\
${specs.join(` \\
`)} ;;`});return`#compdef keyhawk
_keyhawk() {
  local -a commands
  commands=(
${commands.map(command=>`    '${command.name()}:${zshText(command.summary())}'`).join(`
`)}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local name=\${words[2]}
  shift words; (( CURRENT-- ))
  case $name in
${cases.join(`
`)}
  esac
}
compdef _keyhawk keyhawk
`}function zshText(text){return text.replace(/'/g,"\u2019").replace(/[[\]:]/g," ")}function fish(commands){let lines=["# fish completion for keyhawk","complete -c keyhawk -n __fish_use_subcommand -f"];for(let command of commands){lines.push(`complete -c keyhawk -n __fish_use_subcommand -a ${command.name()} -d '${fishText(command.summary())}'`);let condition=`-n '__fish_seen_subcommand_from ${command.name()}'`,argument=choices(command.registeredArguments[0]);argument!==""&&lines.push(`complete -c keyhawk ${condition} -f -a '${argument}'`);for(let option of optionsOf(command)){let short=option.short?` -s ${option.short.slice(1)}`:"",long=option.long?` -l ${option.long.slice(2)}`:"",value=option.argChoices?` -x -a '${choices(option)}'`:option.required?" -r":"";lines.push(`complete -c keyhawk ${condition}${short}${long}${value} -d '${fishText(option.description)}'`)}}return`${lines.join(`
`)}
`}function fishText(text){return text.replace(/['\\]/g,"\\$&")}export{completionScript};
