# From the start of the process to readiness, with the AOT cache and without it, in turn. The steps of the Dockerfile, without a container.

seconds_of_start() { echo $((45 + STARTS * 2 * 10)); }

run_start() {
  local round
  if [ -z "$jdk25" ]; then say "JDK 25 is not installed: no AOT cache"; return; fi
  train
  start_upstream
  partners_file 1 1
  for round in $(seq "$STARTS"); do
    measure_start with-aot "$round" -XX:AOTMode=on
    stop with-aot
    aot=off measure_start without-aot "$round"
    stop without-aot
  done
}

measure_start() { # name, round, options
  local began millis cpu
  began=$(date +%s%N)
  start_ours "$1" "$jdk25" "$partners" "${@:3}"
  await_ours "$1"
  millis=$((($(date +%s%N) - began) / 1000000))
  cpu=$(($(cpu_ticks "$1") * 1000 / $(getconf CLK_TCK)))
  record start "$1" start "$2" millis "$millis"
  record start "$1" start "$2" cpu-millis "$cpu"
  say "$(printf '%-12s round %s: ready after %d ms, %d ms CPU' "$1" "$2" "$millis" "$cpu")"
}
