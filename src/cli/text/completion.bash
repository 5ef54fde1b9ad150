# Completion of daicho in bash. In ~/.bashrc:  source <(daicho completion bash)
_daicho_commands() {
  case "$1" in
@COMMANDS@  esac
}
_daicho_options() {
  case "$1" in
@OPTIONS@  esac
}
# What stands behind an option, or as the argument of a command: <file>, <folder>, <word>, or one of these words.
_daicho_value() {
  case "$1" in
@VALUES@  esac
}
_daicho() {
  local word="${COMP_WORDS[COMP_CWORD]}" called="daicho" before="" kind="" words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    before="${COMP_WORDS[i]}"
    case " $(_daicho_commands "$called") " in
      *" $before "*) called+=" $before" before="" ;;
    esac
  done
  if [[ $before == -* ]]; then kind="$(_daicho_value "$called $before")"; fi
  if [[ -z $kind && $word != -* ]]; then
    words="$(_daicho_commands "$called")"
    if [[ -z $words ]]; then kind="$(_daicho_value "$called ")"; fi
  fi
  case "$kind" in
    "<file>") compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    "<folder>") compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    "<word>") COMPREPLY=() ;;
    *) mapfile -t COMPREPLY < <(compgen -W "${kind:-${words:-$(_daicho_options "$called")}}" -- "$word") ;;
  esac
}
complete -F _daicho daicho
