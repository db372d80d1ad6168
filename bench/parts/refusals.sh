# What a refusal costs beside a cached answer of the same pod, in turn.

seconds_of_refusals() { echo $((25 + WARM_SECONDS + 3 * (WARM_SECONDS / 2 + 2) + SHORT_ROUNDS * 4 * (ROUND_SECONDS + 1))); }

run_refusals() {
  local kind round users=1000
  train
  start_upstream
  partners_file 1 1
  start_ours ours "$jdk_image" "$partners"
  await_ours ours
  fill ours $users 1
  warm_up ours ok $users 1
  refuses ours
  for kind in 401 403 400; do
    load ours $((WARM_SECONDS / 2)) "$kind" $users 1
  done
  for round in $(seq "$SHORT_ROUNDS"); do
    for kind in ok 401 403 400; do measure refusals ours "$kind" "$round" "$kind" $users 1; done
  done
}
