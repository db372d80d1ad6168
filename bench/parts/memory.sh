# Resident memory of a pod as large as the deployed one: idle, and after load for many users.

seconds_of_memory() { echo $((35 + MEMORY_USERS / 4000 + LOAD_SECONDS)); }

run_memory() {
  train
  start_upstream
  partners_file 1 1
  start_ours ours "$jdk_image" "$partners"
  await_ours ours
  # what the compilers of the start have given back is returned to the system every 5 s
  sleep 15
  record memory ours idle 0 rss-mb "$(rss_mb ours)"
  fill ours "$MEMORY_USERS" 1
  load ours "$LOAD_SECONDS" ok "$MEMORY_USERS" 1
  : >"$(log_of ours)"
  record memory ours "after load" 0 rss-mb "$(rss_mb ours)"
  record memory ours "after load" 0 users "$MEMORY_USERS"
  say "resident memory: idle, after load: $(awk -F '\t' '$4 == "rss-mb" { printf "%s MB ", $5 }' "$out/memory.tsv.new")"
}
