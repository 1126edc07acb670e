// Counts allocations on chosen threads: for the test that a training step makes none. On Linux with glibc, without a sanitizer.
#pragma once
#include <stdbool.h>

/// Whether allocations can be counted here.
bool lenet_allocations_are_counted(void);
/// From now on (or no longer) the calling thread's allocations count.
void lenet_allocations_count_here(bool counts);
/// So many were made by the threads that count.
long lenet_allocations(void);
