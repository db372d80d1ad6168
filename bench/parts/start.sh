seconds_of_start() { echo 0; }
run_start() { fail "not yet"; }
