#include "CKernels.h"
#include <signal.h>
#include <stdatomic.h>

static atomic_bool interrupted;

void lenet_interrupt_request(void) { atomic_store(&interrupted, true); }
void lenet_interrupt_clear(void) { atomic_store(&interrupted, false); }
bool lenet_interrupt_requested(void) { return atomic_load_explicit(&interrupted, memory_order_relaxed); }

static void on_interrupt(int signal_number) {
    (void)signal_number;
    lenet_interrupt_request();
}

void lenet_interrupt_install(void) {
    struct sigaction action = {0};
    action.sa_handler = on_interrupt;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL); // no SA_RESTART: a read that waits returns with EINTR
}
