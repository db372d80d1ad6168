# What a refusal costs beside a cached answer, in turn.

seconds_of_refusals() { echo $((20 + 4 * (WARM_SECONDS + 2) + ROUNDS * 4 * (ROUND_SECONDS + 1))); }

run_refusals() {
  local kind round users=1000
  train
  start_upstream
  partners_file 1 1
  start_ours ours "$jdk_image" "$partners"
  await_ours ours
  fill ours $users 1
  for kind in ok 401 403 400; do
    if [ "$kind" != ok ]; then tool Refused "${port[ours]}" "$kind" || fail "a wrong refusal"; fi
    warm_up ours "$kind" $users 1
  done
  for round in $(seq "$ROUNDS"); do
    for kind in ok 401 403 400; do measure refusals ours "$kind" "$round" "$kind" $users 1; done
  done
}
