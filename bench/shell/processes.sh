# Processes: each is started in a group of its own on free ports of 127.0.0.1, and ended by the number of its group.

declare -A pid=() port=() admin=()
# what stands before the command of a server
within=()

say() { printf '%4ss %s\n' "$SECONDS" "$*"; }

step() { printf '\n=== %s (%ss)\n' "$*" "$SECONDS"; }

fail() { echo "bench/run: $*" >&2; exit 1; }

jdk() { # the home of an installed JDK of this major version, or nothing
  local home
  for home in /usr/lib/jvm/*; do
    if [ -x "$home/bin/javac" ] && "$home/bin/javac" -version 2>&1 | grep -q "^javac $1[. ]*"; then
      readlink -f "$home"
      return
    fi
  done
}

installed() { # program, Debian package
  if [ -x "/usr/sbin/$1" ] || command -v "$1" >/dev/null; then return; fi
  if [ -z "${updated:-}" ]; then apt-get update -qq && updated=yes; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

# below the range from which the system takes the ports of outgoing connections
free_port() { # sets free
  while :; do
    free=$((20000 + RANDOM % 10000))
    case " ${port[*]} ${admin[*]} " in *" $free "*) continue ;; esac
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$free") 2>/dev/null; then return; fi
  done
}

launch() { # name, command…; its log is kept in target/bench/log
  local name=$1
  shift
  : >"$(log_of "$name")"
  setsid "$@" >>"$(log_of "$name")" 2>&1 &
  pid[$name]=$!
}

log_of() { echo "$root/target/bench/log/$1.log"; }

http() { # method, port, path; the body of the answer
  local line
  exec 3<>"/dev/tcp/127.0.0.1/$2" || return 1
  printf '%s %s HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nContent-Length: 0\r\n\r\n' "$1" "$3" >&3
  IFS= read -r -t 10 line <&3 || return 1
  case $line in *" 200"*) ;; *) exec 3>&-; return 1 ;; esac
  while IFS= read -r -t 10 line <&3 && [ "$line" != $'\r' ]; do :; done
  cat <&3
  exec 3>&-
}

await() { # name, test…
  local name=$1 began=$SECONDS
  shift
  until "$@" >/dev/null 2>&1; do
    if ! kill -0 "${pid[$name]}" 2>/dev/null || [ $((SECONDS - began)) -gt 120 ]; then
      tail -n 20 "$(log_of "$name")" >&2
      fail "$name did not start"
    fi
    sleep 0.05
  done
}

connects() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

stop() { # name…
  local name
  for name in "$@"; do kill -TERM -- "-${pid[$name]}" 2>/dev/null || true; done
  for name in "$@"; do
    wait "${pid[$name]}" 2>/dev/null || true
    unset "pid[$name]" "port[$name]" "admin[$name]"
  done
}

stop_all() {
  if [ ${#pid[@]} -gt 0 ]; then stop "${!pid[@]}"; fi
}

cpu_ticks() { # of the process group of this name
  local group=${pid[$1]}
  # the name of a program may have spaces, but stands in parentheses
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } |
    awk -v group="$group" '{ sub(/^[0-9]+ \(.*\) /, "") } $3 == group { ticks += $12 + $13 } END { print ticks + 0 }'
}

rss_mb() { awk '/^VmRSS/ { printf "%.0f\n", $2 / 1024 }' "/proc/${pid[$1]}/status"; }
