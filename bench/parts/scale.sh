# One thing at a time is made larger, and cached answers are measured: users, partners and ranges of an allowlist,
# connections, and the latency of Direct Line while others wait for it.

count() { echo $#; }

seconds_of_scale() {
  local points rounds=$((SHORT_ROUNDS * (ROUND_SECONDS + 1))) last
  points=$(count $PARTNER_STEPS $RANGE_STEPS one)
  last=${USER_STEPS##* }
  # users; partners and ranges; connections; latency
  echo $((15 + WARM_SECONDS + last / 5000 + $(count $USER_STEPS) * (rounds + 6) +
    points * (WARM_SECONDS + 12 + rounds) +
    15 + WARM_SECONDS + $(count $CONNECTION_STEPS) * (rounds + 1) +
    $(count $LATENCY_STEPS none) * (rounds + 6)))
}

run_scale() {
  train
  scale_users
  stop_all
  scale_partners
  stop_all
  start_for_callers
  scale_latency
  scale_connections
}

# one pod, whose cache grows
scale_users() {
  local users known=100 round step
  start_upstream
  partners_file 1 1
  sed 's/<heap unit="entries">[0-9]*/<heap unit="entries">2000000/' src/main/resources/ehcache.xml >"$fixtures/ehcache.xml"
  start_ours users "$jdk_image" "$partners" -XX:MaxRAM=12g "--xbot.cache.config=file:$fixtures/ehcache.xml"
  await_ours users
  fill users $known 1
  warm_up users ok $known 1
  record scale users $known 0 heap-bytes "$(live_bytes users)"
  record scale users $known 0 token-bytes "$(token_length users)"
  for users in $USER_STEPS; do
    if [ "$users" -gt 100000 ] && [ "$(awk '/MemAvailable/ { print $2 }' /proc/meminfo)" -lt 9000000 ]; then
      say "$users users are left out: they need 9 GB of free memory"
      continue
    fi
    tool Verify "${port[users]}" $known "$users" 1 32 0 >/dev/null || fail "ours gave a wrong answer"
    known=$users
    record scale users "$users" 0 heap-bytes "$(live_bytes users)"
    for round in $(seq "$SHORT_ROUNDS"); do measure scale users "$users" "$round" ok "$users" 1; done
  done
}

live_bytes() { # after a full collection
  "$jcmd" "${pid[$1]}" GC.class_histogram | awk '$1 == "Total" { print $3 }'
}

token_length() {
  local body
  body=$(tool Fetch "${port[$1]}")
  body=${body#*'"token":"'}
  body=${body%%'"'*}
  echo ${#body}
}

# pods side by side, in turn; always as many users, so that the caches are alike
scale_partners() {
  local n name round users=10000 names=(one)
  local -A partners_of=([one]=1)
  start_upstream
  partners_file 1 1
  start_ours one "$jdk_image" "$partners"
  for n in $PARTNER_STEPS; do
    names+=("partners-$n")
    partners_of[partners-$n]=$n
    partners_file "$n" 1
    start_ours "partners-$n" "$jdk_image" "$partners"
  done
  for n in $RANGE_STEPS; do
    names+=("ranges-$n")
    partners_of[ranges-$n]=1
    partners_file 1 "$n"
    start_ours "ranges-$n" "$jdk_image" "$partners"
  done
  for name in "${names[@]}"; do
    await_ours "$name"
    fill "$name" $users "${partners_of[$name]}"
    warm_up "$name" ok $users "${partners_of[$name]}"
  done
  for round in $(seq "$SHORT_ROUNDS"); do
    for name in "${names[@]}"; do measure scale "$name" cached "$round" ok $users "${partners_of[$name]}"; done
  done
}

# one pod, for what its callers do
start_for_callers() {
  local users=1000
  start_upstream
  partners_file 1 1
  start_ours connections "$jdk_image" "$partners" --xbot.upstream.max-connections=$((WAITING + 100))
  await_ours connections
  fill connections $users 1
  warm_up connections ok $users 1
}

# as many new users each second, who wait ever longer, beside cached ones
scale_latency() {
  local millis round users=1000 rate=$((WAITING / 2)) seconds others new_user=20000000
  for round in $(seq "$SHORT_ROUNDS"); do measure scale connections "nobody waits" "$round" ok $users 1; done
  for millis in $LATENCY_STEPS; do
    latency "$millis"
    seconds=$((SHORT_ROUNDS * (ROUND_SECONDS + 1) + 3))
    tool OpenLoop ours "${port[connections]}" $rate $seconds $new_user $((WAITING + 100)) >"$fixtures/others" &
    others=$!
    new_user=$((new_user + rate * seconds))
    # until as many wait as will
    sleep 2.5
    for round in $(seq "$SHORT_ROUNDS"); do measure scale connections "$millis ms" "$round" ok $users 1; done
    wait $others || fail "ours gave a wrong answer"
    record scale connections "$millis ms" 0 waiting $((rate * millis / 1000))
  done
}

scale_connections() {
  local round users=1000
  for connections in $CONNECTION_STEPS; do
    if [ "$(ulimit -n)" -lt $((connections + 500)) ]; then
      say "$connections connections are left out: ulimit -n is $(ulimit -n)"
      continue
    fi
    for round in $(seq "$SHORT_ROUNDS"); do measure scale connections "$connections" "$round" ok $users 1; done
  done
  connections=32
}
