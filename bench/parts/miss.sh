# Users without a token while Direct Line takes 50 ms: what the gateway adds, as an open loop with a user of its own for
# each request; then 19 cached users to one new one, as a closed loop.

miss_targets=(ours spring-mvc vertx)

seconds_of_miss() {
  echo $((40 + 3 * (WARM_SECONDS + 3) + SHORT_ROUNDS * 4 * (LOOP_SECONDS + 1) +
    SHORT_ROUNDS * 3 * (ROUND_SECONDS + 1)))
}

run_miss() {
  local target round users=1000
  new_user=10000000
  train
  start_upstream
  partners_file 1 1
  start_ours ours "$jdk_image" "$partners"
  start_spring_mvc "$partners"
  start_vertx "$partners"
  await_ours ours
  for target in "${miss_targets[@]}"; do fill "$target" $users 1; done
  latency 50
  for target in "${miss_targets[@]}"; do mixed load "$target" "$WARM_SECONDS"; done
  for round in $(seq "$SHORT_ROUNDS"); do
    for target in upstream "${miss_targets[@]}"; do measure_miss "$target" "$round"; done
  done
  for round in $(seq "$SHORT_ROUNDS"); do
    for target in "${miss_targets[@]}"; do mixed measure miss "$target" mixed "$round"; done
  done
}

# the last arguments of load and measure: what to send
mixed() {
  "$@" mixed 1000 1 $new_user
  new_user=$((new_user + 1000000))
}

open_loop() { # target, requests per second, seconds; sets loop: answers p50 p99 p999
  local text
  text=$(tool OpenLoop "$1" "${port[$1]}" "$2" "$3" $new_user 200) || fail "$1 gave a wrong answer"
  read -r -a loop <<<"$text"
  new_user=$((new_user + $2 * $3))
}

measure_miss() { # target, round
  open_loop "$1" 200 "$LOOP_SECONDS"
  record miss "$1" new "$2" p50-micros "${loop[1]}"
  record miss "$1" new "$2" p99-micros "${loop[2]}"
  record miss "$1" new "$2" p999-micros "${loop[3]}"
  say "$(printf '%-12s %-14s round %s: p50 %6.2f p99 %6.2f p99.9 %6.2f ms' "$1" "new users" "$2" \
    "$(millis "${loop[1]}")" "$(millis "${loop[2]}")" "$(millis "${loop[3]}")")"
}
