# Completion of daicho in fish:  daicho completion fish > ~/.config/fish/completions/daicho.fish
function __daicho_commands
  switch $argv[1]
@COMMANDS@  end
end
function __daicho_at
  set -l called daicho
  for word in (commandline -opc)[2..-1]
    contains -- $word (__daicho_commands $called); and set called "$called $word"
  end
  test "$called" = "$argv[1]"
end
complete -c daicho -f
@DESCRIBED@
