seconds_of_memory() { echo 0; }
run_memory() { fail "not yet"; }
