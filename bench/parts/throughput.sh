# Cached answers of the pod and of the same API by hand, and nginx with a fixed body, in turn.

throughput_targets=(ours spring-mvc vertx express nginx)

seconds_of_throughput() { echo $((40 + 5 * (WARM_SECONDS + 2) + ROUNDS * 5 * (ROUND_SECONDS + 1))); }

run_throughput() {
  local target round users=1000 calls
  train
  start_upstream
  partners_file 1 1
  start_ours ours "$jdk_image" "$partners"
  start_spring_mvc "$partners"
  start_vertx "$partners"
  start_express "$partners"
  await_ours ours
  start_nginx "${port[ours]}"
  for target in "${throughput_targets[@]}"; do
    if [ "$target" != nginx ]; then
      fill "$target" $users 1
      refuses "$target"
    fi
    warm_up "$target" ok $users 1
  done
  calls=$(upstream_calls)
  for round in $(seq "$ROUNDS"); do
    for target in "${throughput_targets[@]}"; do measure throughput "$target" cached "$round" ok $users 1; done
  done
  if [ "$(upstream_calls)" -ne "$calls" ]; then fail "Direct Line was asked for cached users"; fi
}
