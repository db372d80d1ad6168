# Measures go to $out/PART.tsv, a line each: target, case, round, metric, value. Tables show medians of the rounds.

connections=32

record() { # part, target, case, round, metric, value
  printf '%s\t%s\t%s\t%s\t%s\n' "$2" "$3" "$4" "$5" "$6" >>"$out/$1.tsv"
}

load() { # target, seconds, kind, users, partners, first new user; sets wrk: requests micros refused errors p50 p99 p999
  local text line
  text=$(wrk -t2 -c"$connections" -d"$2s" --timeout 30s -s bench/load/init.lua "http://127.0.0.1:${port[$1]}/" \
    -- "${@:3}" 2>&1) || { echo "$text" >&2; fail "wrk failed"; }
  line=$(grep '^WRK ' <<<"$text") || { echo "$text" >&2; fail "wrk failed"; }
  read -r -a wrk <<<"${line#WRK }"
  local expected=0
  case $3 in 4*) expected=${wrk[0]} ;; esac
  if [ "${wrk[0]}" -eq 0 ] || [ "${wrk[2]}" -ne "$expected" ] || [ "${wrk[3]}" -ne 0 ]; then
    tail -n 5 "$(log_of "$1")" | cut -c1-400 >&2
    fail "$1 $3: of ${wrk[0]} answers ${wrk[2]} were refusals instead of $expected, ${wrk[3]} connections broke"
  fi
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

report() {
  step "report"
  column -t -s $'\t' "$out"/*.tsv | head -n 5
}
