#compdef daicho
# Completion of daicho in zsh: as a file _daicho in a folder of $fpath, or in ~/.zshrc behind compinit:
#   source <(daicho completion zsh)
_daicho_commands() {
  case "$1" in
@COMMANDS@  esac
}
_daicho_value() {
  case "$1" in
@VALUES@  esac
}
_daicho() {
  local called=daicho before="" kind="" i
  local -a commands options
  for ((i = 2; i < CURRENT; i++)); do
    before="$words[i]"
    case " $(_daicho_commands "$called") " in
      *" $before "*) called+=" $before" before="" ;;
    esac
  done
  case "$called" in
@DESCRIBED@  esac
  [[ $before == -* ]] && kind="$(_daicho_value "$called $before")"
  if [[ -z $kind && $words[CURRENT] == -* ]]; then
    _describe -o option options
    return
  fi
  if [[ -z $kind ]] && (( $#commands )); then
    _describe command commands
    return
  fi
  [[ -z $kind ]] && kind="$(_daicho_value "$called ")"
  case "$kind" in
    "<file>") _files ;;
    "<folder>") _files -/ ;;
    "<word>") _message value ;;
    "") _describe -o option options ;;
    *) compadd -- ${=kind} ;;
  esac
}
if [[ $funcstack[1] == _daicho ]]; then _daicho "$@"; else compdef _daicho daicho; fi
