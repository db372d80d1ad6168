# What the request log, the metrics and the JDK cost: the pod as it is shipped beside pods without one of them, in turn.

variants=(ours no-request-log no-metrics)
if [ -n "$jdk17" ] && [ "$jdk17" != "$jdk_image" ]; then variants+=(jdk-17); fi

seconds_of_variants() { echo $((40 + 4 * (WARM_SECONDS + 3) + SHORT_ROUNDS * 4 * (ROUND_SECONDS + 1))); }

run_variants() {
  local target round users=1000
  train
  start_upstream
  partners_file 1 1
  start_ours ours "$jdk_image" "$partners"
  start_ours no-request-log "$jdk_image" "$partners" --logging.level.xbot.requests=off
  start_ours no-metrics "$jdk_image" "$partners" --management.metrics.enable.xbot=false
  if [ ${#variants[@]} -eq 4 ]; then start_ours jdk-17 "$jdk17" "$partners"; fi
  for target in "${variants[@]}"; do
    await_ours "$target"
    fill "$target" $users 1
    warm_up "$target" ok $users 1
  done
  for round in $(seq "$SHORT_ROUNDS"); do
    for target in "${variants[@]}"; do measure variants "$target" cached "$round" ok $users 1; done
  done
}
