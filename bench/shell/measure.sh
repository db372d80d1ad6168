# Measures go to $out/PART.tsv, a line each: target, case, round, metric, value. Tables show medians of the rounds.

connections=32

record() { # part, target, case, round, metric, value
  printf '%s\t%s\t%s\t%s\t%s\n' "$2" "$3" "$4" "$5" "$6" >>"$out/$1.tsv.new"
}

begin() { # part
  printf '# %s\n' "$(date -u +%Y-%m-%dT%H:%MZ)" >"$out/$1.tsv.new"
}

load() { # target, seconds, kind, users, partners, first new user; sets wrk: requests micros refused errors p50 p99 p999
  run_wrk "$@"
  # so slow that nothing was answered in time is no fault
  if [ "${wrk[0]}" -eq 0 ] && [ "${wrk[3]}" -eq 0 ]; then run_wrk "$1" $(($2 * 10)) "${@:3}"; fi
  local expected=0
  case $3 in 4*) expected=${wrk[0]} ;; esac
  if [ "${wrk[0]}" -eq 0 ] || [ "${wrk[2]}" -ne "$expected" ] || [ "${wrk[3]}" -ne 0 ]; then
    tail -n 5 "$(log_of "$1")" | cut -c1-400 >&2
    fail "$1 $3: of ${wrk[0]} answers ${wrk[2]} were refusals instead of $expected, ${wrk[3]} connections broke"
  fi
}

run_wrk() {
  local text line
  text=$(wrk -t2 -c"$connections" -d"$2s" --timeout 30s -s bench/load/init.lua "http://127.0.0.1:${port[$1]}/" \
    -- "${@:3}" 2>&1) || { echo "$text" >&2; fail "wrk failed"; }
  line=$(grep '^WRK ' <<<"$text") || { echo "$text" >&2; fail "wrk failed"; }
  read -r -a wrk <<<"${line#WRK }"
}

measure() { # part, target, case, round, kind, users, partners, first new user
  local before after
  before=$(cpu_ticks "$2")
  load "$2" "$ROUND_SECONDS" "${@:5}"
  after=$(cpu_ticks "$2")
  : >"$(log_of "$2")"
  local rate cpu
  rate=$(awk -v n="${wrk[0]}" -v us="${wrk[1]}" 'BEGIN { printf "%.0f", n / us * 1e6 }')
  cpu=$(awk -v n="${wrk[0]}" -v t=$((after - before)) -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.1f", t / hz / n * 1e6 }')
  record "$1" "$2" "$3" "$4" rate "$rate"
  record "$1" "$2" "$3" "$4" cpu-micros "$cpu"
  record "$1" "$2" "$3" "$4" p50-micros "${wrk[4]}"
  record "$1" "$2" "$3" "$4" p99-micros "${wrk[5]}"
  record "$1" "$2" "$3" "$4" p999-micros "${wrk[6]}"
  say "$(printf '%-12s %-14s round %s: %6d requests/s, %6.1f µs CPU, p50 %6.2f p99 %6.2f p99.9 %6.2f ms' "$2" "$3" "$4" "$rate" "$cpu" \
    "$(millis "${wrk[4]}")" "$(millis "${wrk[5]}")" "$(millis "${wrk[6]}")")"
}

millis() { awk -v us="$1" 'BEGIN { print us / 1000 }'; }

fill() { # target, users, partners: asks for each user once and compares each answer
  local verified
  verified=$(tool Verify "${port[$1]}" 0 "$2" "$3" 32 0) || fail "$1 gave a wrong answer"
  record "$part" "$1" "verified" 0 answers "$verified"
}

refuses() { # target: who may not have a token gets none
  local kind
  for kind in 401 403 400; do tool Refused "${port[$1]}" $kind || fail "$1 gave a wrong refusal"; done
}

# load, and all along calls whose answers are compared with what was asked
warm_up() { # target, kind, users, partners
  local verified checker
  if [ "$1" != nginx ]; then
    tool Verify "${port[$1]}" 0 "$3" "$4" 2 "$WARM_SECONDS" >"$fixtures/verified" &
    checker=$!
  fi
  load "$1" "$WARM_SECONDS" "${@:2}"
  if [ "$1" != nginx ]; then
    wait "$checker" || fail "$1 gave a wrong answer under load"
    verified=$(<"$fixtures/verified")
    record "$part" "$1" verified 1 answers "$verified"
  fi
  : >"$(log_of "$1")"
  say "$1 is warm${verified:+, $verified answers compared}"
}

describe() { # what was measured on and with
  printf 'processor\t%s\n' "$(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)"
  printf 'cores\t%s\n' "$(nproc)"
  printf 'memory\t%s\n' "$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)"
  printf 'system\tLinux %s\n' "$(uname -r)"
  printf 'JDK of the image and the peers\t%s\n' "$("$java" -version 2>&1 | sed -n 2p)"
  if [ -n "$jdk17" ]; then printf 'JDK 17\t%s\n' "$("$jdk17/bin/java" -version 2>&1 | sed -n 2p)"; fi
  printf 'xbot-routes\t%s\n' "$(git describe --always --dirty 2>/dev/null || echo unknown)"
  printf 'peers\tSpring Boot %s, Vert.x %s, Express %s on Node.js %s, nginx %s\n' \
    "$(sed -n '/<parent>/,/<.parent>/s/.*<version>\(.*\)<.version>/\1/p' bench/peers/spring-mvc/pom.xml)" \
    "$(sed -n '/vertx-core/,/<.dependency>/s/.*<version>\(.*\)<.version>/\1/p' bench/peers/vertx/pom.xml)" \
    "$(sed -n 's/.*"express": "\(.*\)".*/\1/p' bench/peers/express/package.json)" \
    "$(node --version 2>/dev/null || echo -)" "$( (nginx -v || /usr/sbin/nginx -v) 2>&1 | sed -n 's#.*nginx/##p' | head -n 1)"
  printf 'load\t%s, 2 threads on the same cores\n' "$(wrk -v 2>&1 | sed -n 's/ \[.*//; 1p')"
}

# a smoke run is rendered too, but not into the documentation
report() {
  local page=bench
  if [ -n "$quick" ]; then
    page=$out/page
    mkdir -p "$page"
    cp bench/performance.md "$page"
  fi
  mkdir -p "$page/performance"
  describe >"$out/machine.tsv"
  tool Report "$out" "$page"
  say "$out/results.json and $page/performance.md are written"
}
