# A pod in its first seconds, from readiness on: an open loop of 200 requests a second, and a closed one of 32 connections,
# with the AOT cache and without it, with one processor and with two, beside the Spring MVC peer.

cold_cases=("open 200 16" "closed 0 $connections")

seconds_of_cold() { echo $((30 + $(wc -w <<<"$COLD_CPUS") * COLD_ROUNDS * 6 * (COLD_SECONDS + 15))); }

run_cold() {
  local cpus round case loop rate senders
  train
  start_upstream
  partners_file 1 1
  for cpus in $COLD_CPUS; do
    limit_cpus "$cpus"
    for round in $(seq "$COLD_ROUNDS"); do
      for case in "${cold_cases[@]}"; do
        read -r loop rate senders <<<"$case"
        if [ -n "$jdk25" ]; then measure_cold with-aot "$loop-$cpus" "$round" "$rate" "$senders" start_ours with-aot "$jdk25" "$partners"; fi
        aot=off measure_cold without-aot "$loop-$cpus" "$round" "$rate" "$senders" start_ours without-aot "$jdk_image" "$partners"
        measure_cold spring-mvc "$loop-$cpus" "$round" "$rate" "$senders" start_spring_mvc "$partners"
      done
    done
  done
  within=()
}

limit_cpus() { # number; sets within, which puts what it starts into a cgroup that has no more
  local group=/sys/fs/cgroup/xbot-bench limit=cpu.max quota="$(($1 * 100000)) 100000"
  if [ ! -e /sys/fs/cgroup/cgroup.controllers ]; then
    group=/sys/fs/cgroup/cpu/xbot-bench limit=cpu.cfs_quota_us quota=$(($1 * 100000))
  fi
  mkdir -p "$group" && echo "$quota" >"$group/$limit" || fail "a limit of $1 processors needs root and a writable cgroup"
  within=(sh -c "echo \$\$ >$group/cgroup.procs; exec \"\$@\"" sh)
}

measure_cold() { # name, case, round, requests per second, connections, command that starts it…
  local name=$1 case=$2 round=$3 file=$fixtures/cold-target loader second count p50 p99
  rm -f "$file"
  tool Cold "$file" "$4" "$COLD_SECONDS" "$5" >"$fixtures/cold" &
  loader=$!
  until grep -q warm "$fixtures/cold"; do sleep 0.1; done
  "${@:6}"
  echo "${port[$name]} ${admin[$name]:-${port[$name]}} $([ -n "${admin[$name]:-}" ] && echo /actuator/health/readiness || echo /)" >"$file.new"
  mv "$file.new" "$file"
  wait "$loader" || fail "$name did not answer"
  while read -r second count p50 p99; do
    case $second in
      warm) ;;
      lost) if [ "$count" -ne 0 ]; then fail "$name lost $count requests"; fi ;;
      *)
        record cold "$name" "$case" "$round" "p50-micros-$second" "$p50"
        record cold "$name" "$case" "$round" "p99-micros-$second" "$p99"
        ;;
    esac
  done <"$fixtures/cold"
  say "$(printf '%-12s %-9s round %s: %s' "$name" "$case" "$round" "$(awk '/^[0-9]/ { printf "%s s p50 %.1f p99 %.1f ms; ", $1, $3 / 1000, $4 / 1000 }' "$fixtures/cold")")"
  stop "$name"
}
