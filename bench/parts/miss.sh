seconds_of_miss() { echo 0; }
run_miss() { fail "not yet"; }
