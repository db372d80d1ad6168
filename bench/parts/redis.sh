# Cached answers of a pod that shares tokens over Redis beside one that keeps its own, and known users while Redis is frozen.

redis_targets=(ours over-redis no-near-cache)

seconds_of_redis() { echo $((40 + 3 * (WARM_SECONDS + 3) + ROUNDS * 3 * (ROUND_SECONDS + 1) + SHORT_ROUNDS * 2 * (LOOP_SECONDS + 3))); }

run_redis() {
  local target round users=1000 calls
  train
  start_upstream
  partners_file 1 1
  start_redis
  head -c 32 /dev/urandom | base64 >"$fixtures/encryption-keys"
  local sharing=(--xbot.cache.redis.address="redis://127.0.0.1:${port[redis]}" --xbot.cache.encryption-key-file="$fixtures/encryption-keys")
  start_ours ours "$jdk_image" "$partners"
  start_ours over-redis "$jdk_image" "$partners" "${sharing[@]}"
  start_ours no-near-cache "$jdk_image" "$partners" "${sharing[@]}" --xbot.cache.redis.near-cache=false
  for target in "${redis_targets[@]}"; do
    await_ours "$target"
    fill "$target" $users 1
    warm_up "$target" ok $users 1
  done
  calls=$(upstream_calls)
  for round in $(seq "$ROUNDS"); do
    for target in "${redis_targets[@]}"; do measure redis "$target" cached "$round" ok $users 1; done
  done
  if [ "$(upstream_calls)" -ne "$calls" ]; then fail "Direct Line was asked for cached users"; fi

  fill over-redis $((200 * LOOP_SECONDS)) 1
  for round in $(seq "$SHORT_ROUNDS"); do
    known_users well "$round" 0
    # when the loop counts, so that the beginning does too
    known_users frozen "$round" $((LOOP_SECONDS / 3 + 1))
  done
}

start_redis() {
  installed redis-server redis-server
  free_port; port[redis]=$free
  launch redis redis-server --bind 127.0.0.1 --port "$free" --save ""
  await redis connects "$free"
}

known_users() { # case, round, seconds after which Redis is frozen, or 0
  local loop count p50 p99 p999
  tool OpenLoop over-redis "${port[over-redis]}" 200 "$LOOP_SECONDS" 0 32 >"$fixtures/known" &
  loop=$!
  if [ "$3" -gt 0 ]; then
    sleep "$3"
    kill -STOP "${pid[redis]}"
  fi
  wait $loop || fail "a known user got a wrong answer"
  kill -CONT "${pid[redis]}"
  read -r count p50 p99 p999 <"$fixtures/known"
  record redis over-redis "$1" "$2" p50-micros "$p50"
  record redis over-redis "$1" "$2" p99-micros "$p99"
  record redis over-redis "$1" "$2" p999-micros "$p999"
  say "$(printf 'known users, Redis %-6s round %s: %d answers, p50 %.2f p99 %.2f p99.9 %.2f ms' "$1" "$2" "$count" \
    "$(millis "$p50")" "$(millis "$p99")" "$(millis "$p999")")"
}
